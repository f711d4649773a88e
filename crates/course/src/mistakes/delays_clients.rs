//! Clients wait although nothing else is to be done.

use super::Mistake;
use crate::evidence::Evidence;
use crate::experiments::serving::PROMPT;
use crate::surprise::{Letter, Situation, Surprise};
use lab::blocked::Blocked;

pub const MISTAKE: Mistake = Mistake {
    id: "delays-clients",
    means: "The client was there, and your server let it wait.",
    next: "remove what waits, before the greeting or after it (then the next client waits): a sleep, or a read with a timeout",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let sleeps = matches!(&evidence.record.blocked, Some(Blocked::In { call: "sleep()", .. }));
    match &evidence.surprise {
        Surprise::Greeting { received, situation, .. } => {
            received.first_after.is_some_and(|after| after > PROMPT)
                || *situation == Situation::First && received.bytes.is_empty() && sleeps
        }
        Surprise::NoReply { late, mail, .. } => late.is_some() || *mail == Letter::First && sleeps,
        _ => false,
    }
}
