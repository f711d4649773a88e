//! Output is stuck in a buffer.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Surprise};
use lab::exit::Exit;

pub const MISTAKE: Mistake = Mistake {
    id: "output-not-flushed",
    means: "Nothing came out, and most likely it is still in a buffer of your program. Nobody sees it before a line end is printed, or the buffer is flushed.",
    next: "end the line (println!), or call flush() on a writer that buffers",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let record = &evidence.record;
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => {
            let stdout = record.stdout_text();
            let is_begun =
                stdout.lines().last().is_some_and(|line| line.starts_with("Listening on "));
            record.exit.is_none()
                && !record.sockets.is_empty()
                && (stdout.trim().is_empty() || is_begun)
        }
        Surprise::PeerNotReported { came_late, .. }
        | Surprise::MessageNotReported { came_late, .. } => *came_late,
        Surprise::Printed { expected, delivery } => {
            !expected.is_empty()
                && *delivery != Delivery::Empty
                && record.stdout.is_empty()
                && record.exit == Some(Exit::Status(0))
        }
        _ => false,
    }
}
