//! A failure ends with another exit status than 1.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "wrong-failure-status",
    means: "Exit status 2 is for wrong usage, and others have meanings of their own; a failure of this kind is 1.",
    next: "return an Err from your function; then main ends with ExitCode::FAILURE, which is 1",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(clues::flaw(evidence), Some((_, Flaw::OtherStatus(_))))
}
