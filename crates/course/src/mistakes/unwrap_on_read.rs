//! An error of read ends in a panic.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "unwrap-on-read",
    means: "Your program panicked when the connection was reset. A reset is no bug in the program but an event to expect.",
    next: "match on what read() returns: on an error leave the loop, print what you have, and then return the error",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let has_printed = !evidence.record.stdout.is_empty();
    has_printed && matches!(clues::flaw(evidence), Some((Trouble::Reset, Flaw::Panicked)))
}
