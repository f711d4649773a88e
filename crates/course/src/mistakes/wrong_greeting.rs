//! Other bytes than the greeting.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "wrong-greeting",
    means: "A client compares byte by byte, and these are others.",
    next: "send exactly b\"Thank you for connecting\", all of it and nothing else",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(&evidence.surprise, Surprise::Greeting { received, .. } if !received.bytes.is_empty())
}
