//! A failure is not explained at all.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "failure-is-silent",
    means: "The exit status says that something failed, but nobody learns what.",
    next: "print one line with eprintln!(\"error: …\"): what you tried, with the address, and the reason",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((_, Flaw::Silent)))
}
