//! The server ends, or goes deaf, when nobody comes for a while.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "ends-when-idle",
    means: "Nobody came for a while, and your server did not wait for the next one. A server waits for as long as it takes.",
    next: "wait without a timeout of your own, or go on waiting when it has passed",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::Unreachable { situation, .. } | Surprise::Greeting { situation, .. } => {
            situation == Situation::AfterQuiet
        }
        Surprise::NoReply { mail, .. } => mail == Letter::AfterQuiet,
        _ => false,
    }
}
