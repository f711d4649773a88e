//! The server cannot be started again at once.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Situation, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "no-reuseaddr",
    means: "Connections that your server closed stay in the state TIME_WAIT for a minute. Without SO_REUSEADDR they keep the port from the next start.",
    next: "set SO_REUSEADDR before bind (std's TcpListener does it on Unix; on Windows it is neither needed nor good)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NotAnnounced { situation: Situation::Restarted })
}
