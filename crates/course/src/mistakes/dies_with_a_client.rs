//! A client that resets its connection, or leaves, ends the server.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "dies-with-a-client",
    means: "One client's failure ended your server for all others.",
    next: "handle the errors of one connection where they occur: report them on standard error and go on with the next client",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_rude = |situation| matches!(situation, Situation::AfterReset | Situation::AfterLeaving);
    match evidence.surprise {
        Surprise::Unreachable { situation, .. } | Surprise::Greeting { situation, .. } => {
            is_rude(situation)
        }
        _ => false,
    }
}
