//! Prints without end.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "floods-output",
    means: "It prints although there is nothing to say, and without end.",
    next: "look for a loop that prints and never ends",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    evidence.record.flooded || matches!(evidence.surprise, Surprise::PrintsTooMuch { .. })
}
