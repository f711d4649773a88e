//! The table of submissions and steps, with what is needed to sort, search and
//! filter it.

use super::address;
use crate::class::{self, Class, Graded};
use crate::text;
use maud::{Markup, html};
use report::data::{Report, StepStatus};
use std::collections::BTreeSet;

const STATUSES: [StepStatus; 6] = [
    StepStatus::Passed,
    StepStatus::Failed,
    StepStatus::BuildFailed,
    StepStatus::NotStarted,
    StepStatus::Missing,
    StepStatus::Inconclusive,
];

pub fn section(class: &Class) -> Markup {
    let steps = class.steps();
    let total = class.submissions().len();
    html! {
        section aria-labelledby="submissions" {
            h2 #submissions tabindex="-1" { "Submissions" }
            (filters(class))
            p #shown role="status" { (total) " of " (total) " submissions shown" }
            div.scrolls tabindex="0" role="region" aria-labelledby="submissions" {
                table #table {
                    thead { tr {
                        (header("Submission")) (header("Status")) (header("Points"))
                        @for step in &steps { (header(step)) }
                        (header("Mistakes"))
                    } }
                    tbody {
                        @for (place, graded) in class.submissions().iter().enumerate() {
                            (row(place, graded, &steps))
                        }
                    }
                }
            }
        }
    }
}

fn header(name: &str) -> Markup {
    html! { th scope="col" aria-sort="none" { button type="button" { (name) } } }
}

fn filters(class: &Class) -> Markup {
    html! {
        form.filters role="search" aria-label="Submissions" {
            label { "Search " input #search type="search" autocomplete="off"; }
            label { "Status " select #status {
                option value="" { "all" }
                @for status in STATUSES.map(class::word) { option { (status) } }
            } }
            label { "Mistake " select #mistake {
                option value="" { "all" }
                @for found in class.mistakes() { option { (text::line(&found.mistake)) } }
            } }
            button type="reset" { "Show all" }
        }
    }
}

fn row(place: usize, graded: &Graded, steps: &[&str]) -> Markup {
    let report = &graded.report;
    let status = class::standing(report);
    let mistakes: BTreeSet<String> = class::findings(report)
        .filter_map(|(_, finding)| Some(text::line(finding.mistake.as_deref()?)))
        .collect();
    let mistakes = mistakes.into_iter().collect::<Vec<_>>().join(" ");
    html! {
        tr data-status=(class::word(status)) data-mistakes=(mistakes) {
            th scope="row" { a href=(address(place)) { bdi { (text::line(&report.submission)) } } }
            td class=(class::word(status)) { (class::word(status)) }
            // What is not final sorts before every number.
            td.number data-sort=(if status == StepStatus::Inconclusive { -1 } else { i64::from(report.score) }) {
                (points(status, report))
            }
            @for name in steps {
                @match report.steps.iter().find(|step| step.step == *name) {
                    Some(step) => td class=(class::word(step.status)) {
                        (class::word(step.status))
                        @if step.status != StepStatus::Inconclusive { " " (step.score) "/" (step.max_score) }
                    },
                    None => td { "not asked for" },
                }
            }
            td { (mistakes) }
        }
    }
}

fn points(status: StepStatus, report: &Report) -> String {
    let points = format!("{} of {}", report.score, report.max_score);
    if status == StepStatus::Inconclusive { format!("not final: {points}") } else { points }
}
