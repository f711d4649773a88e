//! The greeting is sent more than once.

use super::Mistake;
use crate::evidence::Evidence;
use crate::experiments::serving::GREETING;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "repeats-greeting",
    means: "You sent the greeting more than once to the same client.",
    next: "write it once for each client: write_all() sends all its bytes, and needs no loop",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { received, .. } => {
            received.bytes.len() > GREETING.len()
                && received.bytes.chunks(GREETING.len()).all(|part| GREETING.starts_with(part))
        }
        _ => false,
    }
}
