//! The answer carries text made from the bytes, not the bytes.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "replies-with-lossy-text",
    means: "Converting the bytes to text changed them. The answer must carry them as they came.",
    next: "build the answer from &buffer[..length], and convert to text only for printing",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::WrongReply { mail: Letter::Binary, .. })
}
