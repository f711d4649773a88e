//! The answer goes to a fixed port.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "replies-to-constant-port",
    means: "The answer went to a fixed port. Each sender has a port of its own, which the system picked.",
    next: "answer the address that recv_from returned",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NoReply { decoy: Some(_), .. })
}
