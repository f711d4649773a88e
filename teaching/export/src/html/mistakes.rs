//! The most frequent mistakes, with how many made them, and since when.

use super::moment;
use crate::class::{Class, Frequency};
use crate::text;
use maud::{Markup, html};

pub fn section(class: &Class) -> Markup {
    let mistakes = class.mistakes();
    html! {
        section aria-labelledby="mistakes" {
            h2 #mistakes { "Frequent mistakes" }
            @if mistakes.is_empty() {
                p { "No known mistake was found." }
            } @else {
                div.scrolls tabindex="0" role="region" aria-labelledby="mistakes" {
                    table {
                        thead { tr {
                            th scope="col" { "Mistake" } th scope="col" { "Submissions" }
                            th scope="col" { "Steps" } th scope="col" { "What it means" }
                            th scope="col" { "First seen" } th scope="col" { "Last seen" }
                        } }
                        tbody { @for found in &mistakes { (row(found)) } }
                    }
                }
            }
        }
    }
}

fn row(found: &Frequency) -> Markup {
    let name = text::line(&found.mistake);
    let steps: Vec<&str> = found.steps.iter().map(String::as_str).collect();
    html! {
        tr {
            th scope="row" { code { (name) } }
            td.number {
                (found.submissions.len()) " "
                button type="button" data-mistake=(name) aria-label={ "show those with " (name) } { "show" }
            }
            td { (text::line(&steps.join(", "))) }
            td { (text::line(&found.means)) }
            td { (moment(&found.first)) }
            td { (moment(&found.last)) }
        }
    }
}
