//! Waits for the client to close, so that a silent one blocks the next.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Nudge, Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "waits-for-client-to-close",
    means: "After the greeting your server waits until the client closes. A client that does nothing keeps all others waiting.",
    next: "do not read after the greeting; let the stream drop, which closes it",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { nudge: Some(Nudge::WeClosed), .. } => true,
        Surprise::Greeting { situation: Situation::BesideSilent, received, .. } => {
            received.bytes.is_empty()
        }
        _ => false,
    }
}
