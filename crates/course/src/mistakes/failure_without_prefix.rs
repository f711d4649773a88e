//! The report of a failure does not begin with `error: `.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "failure-without-prefix",
    means: "The message is there, but not in the agreed form.",
    next: "print it as eprintln!(\"error: {error}\"), with a text that is not empty; an error that main itself returns is printed by Rust in another form",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((_, Flaw::NoPrefix)))
}
