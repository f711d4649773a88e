//! The specified line has other words.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "different-text",
    means: "The line is there, but it is not the specified one: other words, or a part is missing. Programs that read it look for the exact text.",
    next: "copy the text from the task letter by letter, and print the whole address, with its port, where ADDR stands",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Printed { .. } => evidence.step == Step::ResolveAndConnect,
        Surprise::NotAnnounced { .. } => {
            evidence.record.exit.is_none() && !evidence.record.stdout.is_empty()
        }
        Surprise::Unreadable { .. } => true,
        Surprise::PeerNotReported { .. } => !clues::reports_a_peer(evidence),
        Surprise::MessageNotReported { printed, .. } => printed.is_none(),
        _ => false,
    }
}
