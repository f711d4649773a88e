//! `Listening on` is printed before it is true.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Surprise, Trouble};
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "announces-before-listening",
    means: "Who reads the line connects at once, and is refused: there is no socket yet.",
    next: "print the line after listen (for UDP, after bind), not before",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match evidence.surprise {
        Surprise::NotListening { came_late, .. } => came_late,
        // It said that it listens, and then that it could not; it may be just ending.
        Surprise::Unreported {
            trouble: Trouble::PortBusy | Trouble::PortPrivileged,
            flaw: Flaw::ClaimedSuccess,
        } => {
            evidence.record.exit == Some(Exit::Status(1))
                || evidence.record.stderr_text().contains("error:")
        }
        _ => false,
    }
}
