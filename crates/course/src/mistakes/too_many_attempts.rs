//! The client sends more than three times.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "too-many-attempts",
    means: "Three attempts are agreed. Clients that go on make a busy network busier.",
    next: "count the attempts, and give up after the third",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Attempts { expected, got } if got > expected)
}
