//! Answers one datagram, or a number of them, and no more.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "one-datagram-only",
    means: "The next datagram came, and nobody was there for it.",
    next: "put recv_from and what follows into a loop that does not end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NoReply { mail: Letter::Second | Letter::AfterMany, .. })
}
