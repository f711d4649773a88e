//! The report of a failure goes to standard output.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "failure-on-stdout",
    means: "Standard output is for results. Whoever pipes it on mistakes your message for one.",
    next: "print it with eprintln! instead of println!",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((_, Flaw::OnStdout)))
}
