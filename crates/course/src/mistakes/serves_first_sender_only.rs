//! Only the first sender gets answers.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "serves-first-sender-only",
    means: "The first sender gets its answers, another one does not: a socket that is connected to one peer hears nobody else.",
    next: "do not connect the server's socket; use recv_from and send_to",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NoReply { mail: Letter::OtherSender, .. })
}
