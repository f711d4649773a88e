//! No datagram is answered.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "never-replies",
    means: "The datagram arrived, and no answer left.",
    next: "send the answer with send_to, to the address that recv_from returned",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NoReply { mail: Letter::First, .. })
        && evidence.record.exit.is_none()
}
