//! The answer comes from another socket.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "replies-from-other-socket",
    means: "The client wrote to one address and the answer comes from another. It cannot tell it from a stranger's, and drops it.",
    next: "send the answer with send_to on the very socket that received the datagram",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::ReplyFromElsewhere { .. })
}
