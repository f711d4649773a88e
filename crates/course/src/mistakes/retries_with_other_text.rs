//! A repeated datagram differs from the first.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "retries-with-other-text",
    means: "The server cannot see that it is the same question once more.",
    next: "send the very same bytes each time",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::WrongMessage { attempt, .. } if attempt > 1)
}
