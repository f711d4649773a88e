//! The connection ends with a reset.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use lab::peer::connection::StreamEnd;

pub const MISTAKE: Mistake = Mistake {
    id: "resets-connection",
    means: "A reset tells the client that something went wrong, and may destroy what it has not read yet.",
    next: "let the stream drop without SO_LINGER, and read nothing that you do not need",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(&evidence.surprise, Surprise::Greeting { received, .. } if received.end == StreamEnd::Reset)
}
