//! What was read before a reset is not printed.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Surprise, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "loses-text-on-reset",
    means: "A reset ends the connection, but what had arrived before is yours, and it was lost with the error.",
    next: "collect what you read outside the read loop, and print it before you report the error",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::LostBeforeReset { .. })
        || matches!(clues::flaw(evidence), Some((Trouble::Reset, Flaw::Panicked)))
}
