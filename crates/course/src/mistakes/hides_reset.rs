//! A reset is reported as success.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "hides-reset",
    means: "A reset means that something may be missing. Who called your program takes what it printed for the whole.",
    next: "print what you have, then return the error, so that the exit status is 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((Trouble::Reset, Flaw::Success)))
}
