//! Serves one client, or a number of them, and no more.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "stops-serving",
    means: "Your server served one client or several, then the next one came, and nobody was there for it.",
    next: "put accept and what follows into a loop that does not end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    // One that ended with a failure did not mean to end.
    let has_failed = evidence.record.exit.is_some_and(|exit| exit != Exit::Status(0));
    let left_alone = match &evidence.surprise {
        Surprise::Unreachable {
            situation: Situation::Second | Situation::Crowd | Situation::AfterMany,
            ..
        } => true,
        Surprise::Greeting {
            situation: Situation::Second | Situation::Crowd | Situation::AfterMany,
            received,
            ..
        } => received.bytes.is_empty(),
        _ => false,
    };
    left_alone && !has_failed
}
