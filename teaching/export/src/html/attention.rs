//! What needs a person first: results that are not final, verdicts that cannot be
//! trusted, and source that was handed in twice.

use super::address;
use crate::class::{self, Class};
use crate::text;
use maud::{Markup, html};
use report::data::{CheckStatus, Report, StepStatus};

/// The most lines of a list; the table can be filtered for the rest.
const MOST: usize = 50;

pub fn section(class: &Class) -> Markup {
    let inconclusive: Vec<Markup> = class
        .submissions()
        .iter()
        .enumerate()
        .filter(|(_, graded)| class::standing(&graded.report) == StepStatus::Inconclusive)
        .map(|(place, graded)| html! { (link(class, place)) ": " (reasons(&graded.report)) })
        .collect();
    let unstable = class.unstable();
    let unstable = unstable.iter().map(|found| {
        html! {
            code { (found.step) "::" (text::line(&found.check)) }
            " passed and failed on the same source: " (links(class, &found.submissions))
        }
    });
    let flaky = class.flaky().into_iter().map(|found| {
        html! {
            (link(class, found.submission)) ": "
            code { (text::line(&found.step)) "::" (text::line(&found.check)) }
            " passed " (times(found.counts.passed)) " and failed " (times(found.counts.failed))
        }
    });
    let unstable: Vec<Markup> = flaky.chain(unstable).collect();
    let same: Vec<Markup> = class.same_source().iter().map(|group| links(class, group)).collect();
    html! {
        section aria-labelledby="attention" {
            h2 #attention { "Needs a look" }
            @if inconclusive.is_empty() && unstable.is_empty() && same.is_empty() {
                p { "Nothing: every result is final, and no two submissions are the same." }
            }
            (list("Inconclusive: not a zero, and not final", &inconclusive))
            (list("Flaky: neither verdict can be trusted", &unstable))
            (list("The same source, to the byte", &same))
        }
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

fn list(heading: &str, lines: &[Markup]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h3 { (heading) " (" (lines.len()) ")" }
            ul {
                @for line in lines.iter().take(MOST) { li { (line) } }
                @if lines.len() > MOST { li { "and " (lines.len() - MOST) " more" } }
            }
        }
    }
}

fn links(class: &Class, places: &[usize]) -> Markup {
    html! {
        @for (index, &place) in places.iter().take(MOST).enumerate() {
            @if index > 0 { ", " }
            (link(class, place))
        }
        @if places.len() > MOST { " and " (places.len() - MOST) " more" }
    }
}

fn link(class: &Class, place: usize) -> Markup {
    let name = text::line(&class.submissions()[place].report.submission);
    html! { a href=(address(place)) { bdi { (name) } } }
}

/// The first reason, and how many checks have one.
fn reasons(report: &Report) -> String {
    let open: Vec<&str> = class::checks(report)
        .filter(|(_, check)| check.status == CheckStatus::Inconclusive)
        .map(|(_, check)| check.reason.as_deref().unwrap_or("no reason known"))
        .collect();
    match open[..] {
        [] => "the grader came to no verdict".to_owned(),
        [reason] => format!("a check: {}", text::line(reason)),
        [reason, ..] => format!("{} checks, the first: {}", open.len(), text::line(reason)),
    }
}
