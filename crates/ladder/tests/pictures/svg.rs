//! The picture as SVG: stored in `snapshots/*.svg`, to be looked at, and measured: no two
//! texts overlap, no line crosses a text, nothing is outside the page.

use crate::scenes;
use ladder::Ladder;

/// A box on the page, in pixels.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

fn number(node: roxmltree::Node, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name}"))
}

/// A text's box: its letters stand above its base line by at most their size,
/// and reach below it by at most a quarter of that.
fn text_area(node: roxmltree::Node) -> Area {
    let (left, base) = (number(node, "x"), number(node, "y"));
    Area { left, top: base - 14.0, right: left + number(node, "textLength"), bottom: base + 3.5 }
}

/// The boxes of a polyline's stretches.
fn line_areas(node: roxmltree::Node) -> Vec<Area> {
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
    };
    let points: Vec<(f64, f64)> = node.attribute("points").unwrap().split(' ').map(point).collect();
    let stretch = |pair: &[(f64, f64)]| Area {
        left: pair[0].0.min(pair[1].0),
        top: pair[0].1.min(pair[1].1),
        right: pair[0].0.max(pair[1].0),
        bottom: pair[0].1.max(pair[1].1),
    };
    points.windows(2).map(stretch).collect()
}

/// Nothing in the picture hides something else.
#[track_caller]
fn is_readable(ladder: &Ladder) {
    let drawn = ladder::svg(ladder);
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let root = document.root_element();
    let (width, height) = (number(root, "width"), number(root, "height"));
    let all = |name: &'static str| root.children().filter(move |node| node.has_tag_name(name));
    let texts: Vec<(Area, &str, &str)> = all("text")
        .map(|node| (text_area(node), node.attribute("class").unwrap(), node.text().unwrap()))
        .collect();
    assert!(!texts.is_empty());
    for (index, (area, _, text)) in texts.iter().enumerate() {
        assert!(area.left >= 0.0 && area.right <= width, "outside: {text}");
        assert!(area.top >= 0.0 && area.bottom <= height, "outside: {text}");
        for (other, _, another) in &texts[index + 1..] {
            assert!(!area.overlaps(*other), "{text:?} overlaps {another:?}");
        }
    }
    let lines: Vec<Area> = all("polyline").flat_map(line_areas).collect();
    // An arrow's name stands on its own arrow, with a ground below it.
    let written = texts.iter().filter(|(_, class, _)| !class.starts_with("label"));
    for (area, _, text) in written {
        for line in &lines {
            assert!(!area.overlaps(*line), "{line:?} crosses {text:?}");
        }
        let is_rail =
            |node: &roxmltree::Node| matches!(node.attribute("class"), Some("lives" | "waits"));
        for rail in all("rect").filter(is_rail) {
            let (left, top) = (number(rail, "x"), number(rail, "y"));
            let (right, bottom) = (left + number(rail, "width"), top + number(rail, "height"));
            assert!(!area.overlaps(Area { left, top, right, bottom }), "a rail in {text:?}");
        }
    }
}

#[track_caller]
fn check(name: &str, ladder: &Ladder) {
    is_readable(ladder);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_binary_snapshot!(&format!("picture_{name}.svg"), ladder::svg(ladder).into_bytes());
    });
}

#[test]
fn one_client() {
    check("one_client", &scenes::one_client());
}

#[test]
fn three_clients() {
    check("three_clients", &scenes::three_clients());
}

#[test]
fn a_greeting_in_24_writes() {
    check("many_writes", &scenes::many_writes());
}

#[test]
fn both_sides_wait() {
    check("hang", &scenes::hang());
}

#[test]
fn a_reset() {
    check("reset", &scenes::reset());
}

#[test]
fn refused() {
    check("refused", &scenes::refused());
}

#[test]
fn a_lost_reply() {
    check("lost_reply", &scenes::lost_reply());
}

#[test]
fn dual_stack() {
    check("dual_stack", &scenes::dual_stack());
}

#[test]
fn a_title_and_a_description_are_read_aloud_and_nothing_is_run_or_fetched() {
    let drawn = ladder::svg(&scenes::hang());
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let text_of = |name: &str| {
        let node = root.children().find(|node| node.has_tag_name(name)).unwrap();
        node.text().unwrap().to_owned()
    };
    assert_eq!(text_of("title"), "greeting-server and the client");
    assert!(text_of("desc").contains("your program is in recv, waiting for the client"));
    assert!(document.descendants().all(|node| !node.has_tag_name("script")));
    for node in document.descendants() {
        assert!(
            node.attributes().all(|it| !it.name().contains("href") && !it.name().starts_with("on"))
        );
    }
    assert!(!drawn.contains("url(") && !drawn.contains("@import"));
}
