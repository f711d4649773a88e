//! Bytes are sent where the program must be silent.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "talks-first",
    means: "In this protocol your program sends nothing. What it sends lies unread at the server, and makes its close a reset.",
    next: "remove the write",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(&evidence.surprise, Surprise::Talked { bytes } if !bytes.is_empty())
}
