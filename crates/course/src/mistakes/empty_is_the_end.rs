//! An empty datagram is taken for the end.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "empty-is-the-end",
    means: "An empty datagram is a message without bytes. UDP has no connection, and so no end of stream.",
    next: "remove the case for length 0; answer it like any other",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NoReply { mail: Letter::Empty | Letter::AfterEmpty, .. })
}
