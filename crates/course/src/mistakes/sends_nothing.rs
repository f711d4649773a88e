//! The connection is closed without a greeting.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use lab::peer::connection::StreamEnd;

pub const MISTAKE: Mistake = Mistake {
    id: "sends-nothing",
    means: "You accepted the client and closed the connection, without a byte in between.",
    next: "write the greeting before the stream is dropped (and flush a writer that buffers)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Greeting { received, .. } => {
            received.bytes.is_empty() && received.end == StreamEnd::Closed
        }
        _ => false,
    }
}
