//! The server does not report its clients.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-peer-line",
    means: "Who watches the server's output does not learn who has connected.",
    next: "print `Got connection from` and the address that accept() returns, as soon as the client is there",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::PeerNotReported { peer, .. } => {
            let stdout = evidence.record.stdout_text();
            !stdout.contains(&peer.port().to_string()) && !stdout.contains("connection from")
        }
        _ => false,
    }
}
