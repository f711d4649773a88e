//! The server does not report its clients, or not all of them.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-peer-line",
    means: "There is no line for this client. Who watches the server's output does not learn that it has connected.",
    next: "print `Got connection from` and the address that accept() returns, after each accept(), as soon as the client is there",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::PeerNotReported { peer, .. } => {
            let stdout = evidence.record.stdout_text();
            let has_words = stdout.contains("connection from");
            !stdout.contains(&peer.port().to_string())
                && (!has_words || clues::reports_a_peer(evidence))
        }
        _ => false,
    }
}
