//! Waits for the client after the greeting, instead of closing.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Nudge, Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "waits-for-client-to-close",
    means: "After the greeting your server waits for the client to send something or to close. The client waits for the end of the stream meanwhile; and without a thread for each client, all others wait, too.",
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
