//! Another answer than the one agreed.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "wrong-reply",
    means: "A client compares byte by byte, and these are others.",
    next: "answer with b\"Thank you for sending \" and the bytes that came, and nothing else",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::WrongReply { .. })
}
