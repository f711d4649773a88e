//! Bytes that are not UTF-8 end in a panic.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "panics-on-non-utf8",
    means: "Your program panicked over bytes that are not UTF-8: a stranger's, or half a character where the text was cut.",
    next: "collect all the bytes, and convert them once, with String::from_utf8_lossy, which never fails",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let binary = match &evidence.surprise {
        // A character may be cut between two pieces, or between two reads.
        Surprise::Failed { delivery } | Surprise::Printed { delivery, .. } => {
            matches!(delivery, Delivery::Invalid | Delivery::Pieces(_) | Delivery::Long)
        }
        _ => clues::letter(evidence) == Some(Letter::Binary),
    };
    binary && evidence.record.panicked()
}
