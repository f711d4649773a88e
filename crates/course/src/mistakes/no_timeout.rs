//! The client waits for ever.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Flaw, Surprise, Trouble};

pub const MISTAKE: Mistake = Mistake {
    id: "no-timeout",
    means: "UDP may lose either datagram. Your client still waits for an answer that will never come.",
    next: "set_read_timeout to what --timeout says, before recv; what a stranger sends must not begin the wait anew",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let waits = evidence.record.exit.is_none();
    match evidence.surprise {
        Surprise::Attempts { expected, got } => got < expected && waits,
        Surprise::Unreported { trouble: Trouble::NoReply, flaw: Flaw::Hangs } => true,
        _ => false,
    }
}
