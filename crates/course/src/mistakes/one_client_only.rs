//! Serves one client, or a few, and no more.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "one-client-only",
    means: "The next client came, and nobody was there for it.",
    next: "put accept and what follows into a loop that does not end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Unreachable { situation: Situation::Second | Situation::Crowd, .. } => true,
        Surprise::Greeting {
            situation: Situation::Second | Situation::Crowd, received, ..
        } => received.bytes.is_empty(),
        _ => false,
    }
}
