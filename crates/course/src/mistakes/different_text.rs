//! The specified line has other words.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "different-text",
    means: "The line is there, but its words are others. Programs that read it look for the exact text.",
    next: "copy the text from the task, letter by letter",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Printed { .. } => true,
        Surprise::NotAnnounced { .. } => {
            evidence.record.exit.is_none() && !evidence.record.stdout.is_empty()
        }
        Surprise::Unreadable { .. }
        | Surprise::PeerNotReported { .. }
        | Surprise::MessageNotReported { .. } => true,
        _ => false,
    }
}
