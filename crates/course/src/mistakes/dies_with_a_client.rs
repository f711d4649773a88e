//! A client that resets its connection, or leaves, ends the server.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "dies-with-a-client",
    means: "Clients that reset or left, and your server did not serve the next one as it should.",
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
