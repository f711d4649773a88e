//! `report.html` in a real browser: it loads from disk, sorts, filters, opens a
//! submission, and nothing in it runs but its own script.

mod common;

use common::browser::Browser;
use common::{class_of, failed, inconclusive, passed, report, reports, step};
use export::class::Class;
use export::html;
use report::data::{Report, StepStatus};
use serde_json::json;

/// A class as a page, opened. The file lives as long as the folder.
fn open(class: &Class) -> Option<(Browser, tempfile::TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, html::page(class).0).unwrap();
    let mut browser = Browser::start()?;
    browser.open(&file);
    Some((browser, folder))
}

/// The first cells of the rows that are shown.
const SHOWN: &str = "[...document.querySelectorAll('#table tbody tr')].filter(row => !row.hidden)\
     .map(row => row.cells[0].textContent)";

fn press(button: &str) -> String {
    format!(
        "[...document.querySelectorAll('button')].find(b => b.textContent === '{button}').click()"
    )
}

fn fill(field: &str, value: &str, event: &str) -> String {
    format!("{field}.value = '{value}'; {field}.dispatchEvent(new Event('{event}'))")
}

fn with_points(name: &str, points: usize) -> Report {
    let checks = (0..points).map(|id| passed(&format!("c{id}")));
    let failed = failed("f", "one-read", "Hello");
    report(name, vec![step("client", StepStatus::Failed, checks.chain([failed]).collect())])
}

#[test]
fn the_table_is_sorted_by_points_as_numbers_and_says_so() {
    let open_one = report(
        "open",
        vec![step("client", StepStatus::Inconclusive, vec![inconclusive("i", "no port")])],
    );
    let class =
        class_of([with_points("a", 3), with_points("b", 25), open_one, with_points("c", 4)]);
    let Some((mut browser, _folder)) = open(&class) else { return };
    browser.evaluate(&press("Points"));
    assert_eq!(browser.evaluate(SHOWN), json!(["open", "a", "c", "b"]));
    browser.evaluate(&press("Points"));
    assert_eq!(browser.evaluate(SHOWN), json!(["b", "c", "a", "open"]));
    let sorted = "[...document.querySelectorAll('#table th[aria-sort]')].map(th => th.ariaSort)";
    assert_eq!(browser.evaluate(sorted), json!(["none", "none", "descending", "none", "none"]));
    let said = browser.evaluate("document.querySelector('[role=status]').textContent");
    assert_eq!(said, "sorted by Points, descending");
}

#[test]
fn the_table_is_searched_and_filtered_and_says_how_many_are_left() {
    let Some((mut browser, _folder)) = open(&class_of(reports())) else { return };
    browser.evaluate(&fill("search", "BO", "input"));
    assert_eq!(browser.evaluate(SHOWN), json!(["bob"]));
    assert_eq!(browser.evaluate("shown.textContent"), "1 of 8 submissions shown");
    browser.evaluate(&press("Show all"));
    let settled = "new Promise(done => setTimeout(() => done(shown.textContent), 0))";
    assert_eq!(browser.evaluate(settled), "8 of 8 submissions shown");
    browser.evaluate(&fill("status", "not-started", "change"));
    assert_eq!(browser.evaluate(SHOWN), json!(["new"]));
    browser.evaluate(&fill("status", "", "change"));
    browser.evaluate("document.querySelector('[data-mistake=one-read]').click()");
    assert_eq!(browser.evaluate("shown.textContent"), "2 of 8 submissions shown");
}

#[test]
fn a_submission_is_opened_with_its_findings_code_and_timeline_and_left_again() {
    let Some((mut browser, _folder)) = open(&class_of(reports())) else { return };
    let link = "[...document.querySelectorAll('#table a')].find(a => a.textContent === 'bob')";
    let changed = "new Promise(done => addEventListener('hashchange', () => done(true)))";
    browser.evaluate(&format!("{{ const link = {link}; const it = {changed}; link.click(); it }}"));
    let text = browser.evaluate("page.textContent");
    let text = text.as_str().unwrap();
    for part in
        ["bob", "8 of 16 points", "one-read", "a greeting", "Timeline, 1 events", "not-run", "Code"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(browser.evaluate("document.activeElement.id"), "page");
    assert_eq!(browser.evaluate("overview.hidden"), true);
    browser
        .evaluate(&format!("{{ const it = {changed}; page.querySelector('nav a').click(); it }}"));
    assert_eq!(browser.evaluate("[page.hidden, overview.hidden]"), json!([true, false]));
    assert_eq!(browser.evaluate("document.activeElement.id"), "submissions");
}

#[test]
fn nothing_of_a_submission_runs_or_becomes_markup() {
    let class = class_of(reports());
    let Some((mut browser, _folder)) = open(&class) else { return };
    // One for each submission, the titles, and the page's own.
    let scripts = browser.evaluate("document.scripts.length");
    assert_eq!(scripts, class.submissions().len() + 2);
    for place in 0..class.submissions().len() {
        browser.evaluate(&format!("open({place})"));
        assert_eq!(browser.evaluate("document.images.length"), 0);
        assert_eq!(browser.evaluate("document.querySelectorAll('article script').length"), 0);
        assert_ne!(browser.evaluate("document.title"), "OWNED");
    }
    // And if it did become markup, the page's policy would stop it.
    let forged = "new Promise(done => {
        addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = \"document.title = 'OWNED'\";
        document.body.append(script);
    })";
    assert_eq!(browser.evaluate(forged), "script-src-elem");
    assert_ne!(browser.evaluate("document.title"), "OWNED");
}

#[test]
fn every_control_has_a_name_and_every_heading_cell_a_scope() {
    let Some((mut browser, _folder)) = open(&class_of(reports())) else { return };
    let nameless = "[...document.querySelectorAll('input, select, button, a, [role=region]')]
        .filter(one => !(one.labels?.length || one.textContent.trim() || one.ariaLabel
            || one.hasAttribute('aria-labelledby'))).length";
    assert_eq!(browser.evaluate(nameless), 0);
    assert_eq!(browser.evaluate("document.querySelectorAll('th:not([scope])').length"), 0);
    assert_eq!(browser.evaluate("document.documentElement.lang"), "en");
    let first = "document.querySelector('a, button, input').getAttribute('href')";
    assert_eq!(browser.evaluate(first), "#submissions");
}

#[test]
fn it_follows_the_system_to_dark_and_prints_without_its_controls() {
    let Some((mut browser, _folder)) = open(&class_of(reports())) else { return };
    let paper = "getComputedStyle(document.body).backgroundColor";
    let light = browser.evaluate(paper);
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.ask("Emulation.setEmulatedMedia", dark);
    assert_ne!(browser.evaluate(paper), light);
    browser.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let controls = "getComputedStyle(document.querySelector('.filters')).display";
    assert_eq!(browser.evaluate(controls), "none");
}

/// No assertion on time: it is for `--nocapture`, to see what a browser needs.
#[test]
#[ignore = "takes a minute; measures, and asserts only that the page works"]
fn a_large_class_is_usable() {
    for size in [2_000, 10_000] {
        // A class in which everybody fails twenty checks of each of five steps.
        let steps = course::step::Step::ALL.map(course::step::Step::name);
        let class = class_of((0..size).map(|number| {
            let one = |name: &&str| {
                let checks = (0..20).map(|id| match id % 5 {
                    0 => failed(&format!("c{id}"), &format!("m{id}"), &"printed\n".repeat(20)),
                    _ => passed(&format!("c{id}")),
                });
                step(name, StepStatus::Failed, checks.collect())
            };
            report(&format!("s{number}"), steps.iter().map(one).collect())
        }));
        let (text, note) = html::page(&class);
        let Some((mut browser, _folder)) = open(&class) else { return };
        let load = browser.evaluate(
            "Math.round(performance.timing.loadEventEnd - performance.timing.navigationStart)",
        );
        let timed = |what: &str| {
            format!(
                "{{ const from = performance.now(); {what}; document.body.offsetHeight; Math.round(performance.now() - from) }}"
            )
        };
        let sort = browser.evaluate(&timed(&press("Points")));
        let search = browser.evaluate(&timed(&fill("search", "s19", "input")));
        let page = browser.evaluate(&timed("open(7)"));
        eprintln!(
            "{size} submissions: {} MB, load {load} ms, sort {sort} ms, search {search} ms, page {page} ms, {note:?}",
            text.len() / 1_000_000
        );
        assert_eq!(browser.evaluate("rows.length"), size);
    }
}
