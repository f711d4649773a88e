//! The server waits for the client to speak.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Nudge, Situation, Surprise};
use lab::peer::connection::StreamEnd;

pub const MISTAKE: Mistake = Mistake {
    id: "reads-first",
    means: "You wait for the client, and the client waits for you: in this protocol the server talks first.",
    next: "remove the read; write the greeting at once",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { nudge: Some(Nudge::WeSpoke), .. } => true,
        // It wants more than we have sent: it reads to the end, perhaps.
        Surprise::Greeting { nudge: None, situation: Situation::First, received } => {
            received.bytes.is_empty()
                && received.end == StreamEnd::Open
                && clues::reads_from_its_client(evidence)
        }
        _ => false,
    }
}
