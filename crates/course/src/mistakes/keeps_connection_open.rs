//! The connection is not closed after the greeting.

use super::Mistake;
use crate::evidence::Evidence;
use crate::experiments::serving::GREETING;
use crate::surprise::Surprise;
use lab::peer::connection::StreamEnd;

pub const MISTAKE: Mistake = Mistake {
    id: "keeps-connection-open",
    means: "The client has all 24 bytes but cannot know it: only the end of the stream says so, and it does not come.",
    next: "close the connection: let the stream drop at the end of the loop body, and keep it nowhere",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { received, .. } => {
            received.bytes == GREETING && received.end == StreamEnd::Open
        }
        _ => false,
    }
}
