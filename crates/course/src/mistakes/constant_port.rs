//! PORT is not used.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "constant-port",
    means: "Your program uses another port than --port says: a fixed one, or one that the system chose.",
    next: "use the port from the arguments, as it is",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::NobodyCalled { at, decoy: Some(decoy), .. }
        | Surprise::NoDatagram { at, decoy: Some(decoy), .. } => decoy.port() != at.port(),
        Surprise::AnnouncedElsewhere { expected, announced } => {
            expected.port() != 0 && announced.port() != expected.port()
        }
        // It listens, but elsewhere than it says.
        Surprise::NotListening { came_late: false, protocol, .. } => {
            clues::owns(evidence, protocol)
        }
        Surprise::NobodyCalled { .. }
        | Surprise::NoDatagram { .. }
        | Surprise::NotAnnounced { .. } => clues::names_other_port(evidence),
        _ => false,
    }
}
