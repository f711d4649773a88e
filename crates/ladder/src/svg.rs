//! The ladder as SVG: for pages and slides, light and dark, with text that can
//! be selected and that a screen reader reads. Self-written: it takes five
//! elements, and no crate for them knows what text XML forbids.
//!
//! It stands on the grid of character cells that the terminal's picture has.
//! Each text is told its width, so nothing overlaps in another font either. No
//! script, no font and no picture from elsewhere; no ids, so that several can
//! stand in one page.

use std::fmt::Write;

use textwrap::core::display_width;

use crate::characters::Characters;
use crate::columns::page_width;
use crate::drawing::{Drawing, Head, Rail, Route, Text, Tone, Weight};
use crate::ladder::{ArrowKind, Ladder};
use crate::layout::layout;
use crate::list::list;

/// A cell's width in pixels: a character's in a monospaced font of 14.
const CELL_WIDTH: f64 = 8.4;
/// And its height.
const CELL_HEIGHT: f64 = 20.0;
/// Around the page.
const MARGIN: f64 = 16.0;
/// From a cell's middle to the line that its letters stand on.
const BASELINE: f64 = 5.0;

/// The colours of a page. Each has at least the contrast 4.5 to the page that
/// WCAG 2.2 asks for in texts; lines need 3.
struct Colours {
    page: &'static str,
    ink: &'static str,
    faint: &'static str,
    line: &'static str,
    waits: &'static str,
    arrow: &'static str,
    failure: &'static str,
}

const LIGHT: Colours = Colours {
    page: "#ffffff",
    ink: "#1f2328",
    faint: "#59636e",
    line: "#818b98",
    waits: "#bc4c00",
    arrow: "#0550ae",
    failure: "#c21c2b",
};

const DARK: Colours = Colours {
    page: "#0d1117",
    ink: "#e6edf3",
    faint: "#9ba3ad",
    line: "#7d8590",
    waits: "#e09b13",
    arrow: "#79b8ff",
    failure: "#ff8a80",
};

/// The ladder as a whole SVG document.
#[must_use]
pub fn svg(ladder: &Ladder) -> String {
    let drawing = layout(ladder, page_width(ladder.lanes.len()), Characters::Unicode)
        .map(|page| page.drawing)
        .unwrap_or_default();
    let (width, height) = (left(drawing.columns) + MARGIN, top(drawing.rows) + MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"handshake-ladder\" role=\"img\" \
         width=\"{width:.1}\" height=\"{height:.1}\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         xml:space=\"preserve\">\n"
    );
    let heading = xml(&Characters::Unicode.spell(&ladder.heading));
    let told = list(ladder, usize::MAX, Characters::Unicode).all().join("\n");
    let _ = writeln!(svg, "<title>{heading}</title>\n<desc>{}</desc>", xml(&told));
    let _ = writeln!(svg, "<style>{}</style>", style());
    svg.push_str("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    drawn(&drawing, &mut svg);
    svg.push_str("</svg>\n");
    svg
}

fn drawn(drawing: &Drawing, svg: &mut String) {
    for rail in &drawing.rails {
        svg.push_str(&drawn_rail(rail));
    }
    for route in &drawing.routes {
        svg.push_str(&drawn_route(route));
    }
    for text in &drawing.texts {
        svg.push_str(&drawn_text(text));
    }
}

fn left(column: usize) -> f64 {
    MARGIN + cells(column) * CELL_WIDTH
}

fn top(row: usize) -> f64 {
    MARGIN + cells(row) * CELL_HEIGHT
}

fn middle((column, row): (usize, usize)) -> (f64, f64) {
    (left(column) + CELL_WIDTH / 2.0, top(row) + CELL_HEIGHT / 2.0)
}

fn cells(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

fn drawn_rail(rail: &Rail) -> String {
    let (class, width) = match rail.weight {
        Weight::Lives => ("lives", 2.0),
        Weight::Waits => ("waits", 6.0),
    };
    let x = left(rail.column) + (CELL_WIDTH - width) / 2.0;
    let (y, height) = (top(rail.first_row), top(rail.last_row + 1) - top(rail.first_row));
    format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\"/>\n"
    )
}

fn drawn_route(route: &Route) -> String {
    let class = match route.kind {
        ArrowKind::Refused | ArrowKind::Reset => "arrow failure",
        ArrowKind::Connection | ArrowKind::Finish => "arrow control",
        ArrowKind::Bytes(_) | ArrowKind::Datagram(_) => "arrow",
    };
    let points: Vec<(f64, f64)> = route.points.iter().map(|point| middle(*point)).collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let mut drawn = format!("<polyline class=\"{class}\" points=\"{}\"/>\n", line.join(" "));
    if let [.., (before, _), (x, y)] = points[..] {
        let path = match route.head {
            Head::Arrow => {
                let tip = if before < x { x + 4.0 } else { x - 4.0 };
                let back = if before < x { x - 4.0 } else { x + 4.0 };
                format!("M{tip:.1} {y:.1}L{back:.1} {:.1}L{back:.1} {:.1}Z", y - 4.0, y + 4.0)
            }
            Head::Cross => {
                let (first, last, high, low) = (x - 4.0, x + 4.0, y - 4.0, y + 4.0);
                format!(
                    "M{first:.1} {high:.1}L{last:.1} {low:.1}M{first:.1} {low:.1}L{last:.1} {high:.1}"
                )
            }
        };
        let _ = writeln!(drawn, "<path class=\"{class} head\" d=\"{path}\"/>");
    }
    drawn
}

fn drawn_text(text: &Text) -> String {
    let class = match text.tone {
        Tone::Heading => "heading",
        Tone::Time => "time",
        Tone::Call => "call",
        Tone::Failure => "failed",
        Tone::Python => "python",
        Tone::Label => "label",
        Tone::FailureLabel => "label failed",
        Tone::Note => "note",
    };
    let shown = text.text.trim();
    let blanks = text.text.chars().take_while(|character| *character == ' ').count();
    if shown.is_empty() {
        return String::new();
    }
    let (x, y) = (left(text.column + blanks), middle((0, text.row)).1 + BASELINE);
    let length = cells(display_width(shown)) * CELL_WIDTH;
    // An arrow's name interrupts its line.
    let ground = match text.tone {
        Tone::Label | Tone::FailureLabel => format!(
            "<rect class=\"page ground\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"4\"/>\n",
            x - 4.0,
            middle((0, text.row)).1 - 2.0,
            length + 8.0
        ),
        Tone::Heading | Tone::Time | Tone::Call | Tone::Failure => String::new(),
        Tone::Python | Tone::Note => String::new(),
    };
    format!(
        "{ground}<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
        xml(shown)
    )
}

fn style() -> String {
    format!(
        "\n.handshake-ladder text{{font:14px ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\",\
         monospace;white-space:pre}}\n\
         .handshake-ladder .heading{{font-weight:bold}}\n\
         .handshake-ladder .python{{font-style:italic}}\n\
         .handshake-ladder .arrow{{fill:none;stroke-width:1.5px}}\n\
         .handshake-ladder .control{{stroke-dasharray:5 3}}\n\
         .handshake-ladder .head{{stroke-dasharray:none}}\n{}\
         @media (prefers-color-scheme:dark){{\n{}}}\n",
        coloured(&LIGHT),
        coloured(&DARK)
    )
}

fn coloured(colours: &Colours) -> String {
    let Colours { page, ink, faint, line, waits, arrow, failure } = colours;
    format!(
        ".handshake-ladder .page{{fill:{page}}}\n\
         .handshake-ladder text{{fill:{ink}}}\n\
         .handshake-ladder .time,.handshake-ladder .python{{fill:{faint}}}\n\
         .handshake-ladder .lives{{fill:{line}}}\n\
         .handshake-ladder .waits{{fill:{waits}}}\n\
         .handshake-ladder .arrow{{stroke:{arrow}}}\n\
         .handshake-ladder .head{{fill:{arrow}}}\n\
         .handshake-ladder .label{{fill:{arrow}}}\n\
         .handshake-ladder .arrow.failure{{stroke:{failure}}}\n\
         .handshake-ladder .head.failure,.handshake-ladder .failed{{fill:{failure}}}\n"
    )
}

/// A text for XML: its signs escaped; what XML 1.0 forbids is replaced.
fn xml(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            plain => escaped.push(plain),
        }
    }
    escaped
}
