//! Says that it listens, but owns no such socket.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Surprise, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "never-listens",
    means: "You say that you listen, but nothing does: the operating system has no such socket of your program.",
    next: "bind a socket, call listen on it (TcpListener::bind does both), print the line after that has succeeded, and keep the socket as long as the program runs",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    matches!(evidence.surprise, Surprise::NotListening { came_late: false, .. })
        || matches!(clues::flaw(evidence), Some((Trouble::PortBusy, Flaw::ClaimedSuccess)))
}
