//! `report.html`: one file for a browser, from disk, without a network. The overview
//! is written here; a submission's page is data that `script.js` shows as text.
//! Nothing in it runs but that script: its hash is the only one that the page's
//! content security policy names.

mod attention;
mod details;
mod distribution;
mod excerpt;
mod mistakes;
mod table;

use crate::class::Class;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use details::{Detail, Titles};
use hmac_sha256::Hash as Sha256;
use maud::{DOCTYPE, PreEscaped, html};

const SCRIPT: &str = include_str!("script.js");
const STYLE: &str = include_str!("style.css");

/// The most bytes of the submissions' pages. A browser takes it in a second or
/// two (`cargo test -p export --test browser -- --ignored --nocapture` measures it).
const LARGEST_PAGES: usize = 64_000_000;

/// The page, and a word if something had to be left out of it.
#[must_use]
pub fn page(class: &Class) -> (String, Option<String>) {
    let titles = Titles::of(class);
    let (detail, pages) = [Detail::Everything, Detail::Findings, Detail::Verdicts]
        .into_iter()
        .map(|detail| (detail, details::pages(class, &titles, detail)))
        .find(|(detail, pages)| {
            let size: usize = pages.iter().map(String::len).sum();
            *detail == Detail::Verdicts || size <= LARGEST_PAGES
        })
        .expect("the last one always fits");
    let note = match detail {
        Detail::Everything => None,
        Detail::Findings => Some("report.html leaves out timelines and code, to stay under 64 MB"),
        Detail::Verdicts => Some(
            "report.html leaves out findings, to stay under 64 MB; the feedback texts have them",
        ),
    };
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        source_hash(SCRIPT),
        source_hash(STYLE)
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Handshake: results" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#submissions" { "Skip to the table of submissions" }
                header { h1 { "Handshake: results" } (summary(class)) }
                noscript { p.note {
                    "Without scripts the table cannot be sorted, and no submission can be opened. \
                     The feedback texts beside this file say the same."
                } }
                main {
                    div #overview {
                        @if let Some(note) = note { p.note { (note) "." } }
                        (attention::section(class))
                        (distribution::section(class))
                        (mistakes::section(class))
                        (table::section(class))
                    }
                    article #page tabindex="-1" hidden {}
                }
                script type="application/json" id="titles" { (PreEscaped(details::json(&titles))) }
                @for (place, page) in pages.iter().enumerate() {
                    script type="application/json" id={ "data-" (place) } { (PreEscaped(page)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    (page.into_string() + "\n", note.map(str::to_owned))
}

fn summary(class: &Class) -> maud::Markup {
    let reports = || class.submissions().iter().map(|graded| &graded.report);
    let first = reports().map(|report| &report.started).min();
    let last = reports().map(|report| &report.started).max();
    let mut versions: Vec<&str> = reports().map(|report| report.course_version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    html! {
        p {
            (class.submissions().len()) " submissions"
            @if let (Some(first), Some(last)) = (first, last) {
                ", graded from " (moment(first)) " to " (moment(last))
            }
            ". Checks: " (crate::text::line(&versions.join(", "))) "."
        }
        @if versions.len() > 1 {
            p.note { "The reports were made with different checks. Compare points only within a version." }
        }
    }
}

/// A moment to the minute, to which the script adds how long ago it was.
fn moment(time: &str) -> maud::Markup {
    let time = crate::text::line(time);
    let minute: String = time.chars().take("2026-01-31T12:00".len()).collect();
    html! { time datetime=(time) { (minute.replace('T', " ")) " UTC" } }
}

/// How a content security policy names an inline script or style.
/// <https://www.w3.org/TR/CSP3/#grammardef-hash-source>
fn source_hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::hash(text.as_bytes())))
}

/// Where the page of a submission is.
fn address(place: usize) -> String {
    format!("#s-{place}")
}
