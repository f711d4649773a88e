//! The port that was asked for is announced, not the one that the socket has.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "announces-asked-port",
    means: "Port 0 means: system, pick one. Nobody can connect to port 0, and nobody learns which one it is.",
    next: "print what local_addr() of the listening socket gives, after bind",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::AnnouncedElsewhere { expected, announced } => {
            expected.port() == 0 && announced.port() == 0
        }
        Surprise::NotListening { announced, .. } => announced.port() == 0,
        Surprise::Unreadable { line } => line.ends_with(":0"),
        _ => false,
    }
}
