//! The client sends once only.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "no-retry",
    means: "The first datagram, or its answer, was lost, and that was all. UDP repeats nothing by itself.",
    next: "on a timeout (WouldBlock on Unix, TimedOut on Windows: match both) send the same datagram again, three attempts in all",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::Attempts { expected, got } if got == 1 && expected > 1)
}
