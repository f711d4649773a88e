//! A failure ends with exit status 0.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "failure-exits-zero",
    means: "Exit status 0 says that all went well. A script that calls your program believes it.",
    next: "return an Err from your function; then main ends with exit status 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((_, Flaw::Success)))
}
