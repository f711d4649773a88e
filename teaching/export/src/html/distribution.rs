//! How many submissions earned how much. A submission without a final result is
//! not among them.

use crate::class::{self, Class};
use maud::{Markup, html};
use report::data::StepStatus;

/// Tenths, and a class of its own for those who earned everything.
const CLASSES: usize = 11;
/// The length of the longest bar, in the units of the picture.
const LONGEST: usize = 300;

pub fn section(class: &Class) -> Markup {
    let mut shares: Vec<u32> = class
        .submissions()
        .iter()
        .map(|graded| &graded.report)
        .filter(|report| class::standing(report) != StepStatus::Inconclusive)
        .filter_map(|report| (100 * report.score).checked_div(report.max_score))
        .collect();
    shares.sort_unstable();
    let mut counts = [0_usize; CLASSES];
    for share in &shares {
        counts[class_of(*share)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    html! {
        section aria-labelledby="distribution" {
            h2 #distribution { "Points" }
            @if let Some(median) = shares.get(shares.len() / 2) {
                p { "At least half of " (shares.len()) " submissions with a final result earned " (median)
                    " % or more of what they could earn." }
                table.bars {
                    thead { tr {
                        th scope="col" { "Earned" } th scope="col" { "Submissions" }
                        td aria-hidden="true" {}
                    } }
                    tbody {
                        @for (index, count) in counts.iter().enumerate() {
                            tr {
                                th scope="row" { (label(index)) }
                                td.number { (count) }
                                td aria-hidden="true" { (bar(LONGEST * count / most)) }
                            }
                        }
                    }
                }
            } @else {
                p { "There is no final result yet." }
            }
        }
    }
}

fn class_of(share: u32) -> usize {
    usize::try_from(share / 10).map_or(CLASSES - 1, |class| class.min(CLASSES - 1))
}

fn label(class: usize) -> String {
    if class == CLASSES - 1 {
        "100 %".to_owned()
    } else {
        format!("{} to {} %", 10 * class, 10 * class + 9)
    }
}

/// A picture and no styled box: the page's policy forbids styles in attributes.
fn bar(length: usize) -> Markup {
    html! {
        svg width=(LONGEST) height="12" viewBox={ "0 0 " (LONGEST) " 12" } focusable="false" {
            rect width=(length) height="12" {}
        }
    }
}
