//! Says that it is connected, or ends well, without a connection.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "never-connects",
    means: "Nobody connected to us, yet your program ended as if it had. Resolving a name is not connecting, and neither is binding.",
    next: "call connect with each address, check its result, and print success only after it",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::NobodyCalled { decoy: None, .. } => evidence.record.exit == Some(Exit::Status(0)),
        Surprise::NoDatagram { decoy: None, .. } => evidence.record.exit == Some(Exit::Status(0)),
        _ => false,
    }
}
