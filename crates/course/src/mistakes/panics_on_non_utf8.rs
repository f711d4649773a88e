//! Bytes that are not UTF-8 end in a panic.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "panics-on-non-utf8",
    means: "Your program panicked over bytes that are not UTF-8. Any stranger on the network can send some.",
    next: "convert with String::from_utf8_lossy, which never fails",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let binary = match &evidence.surprise {
        Surprise::Failed { delivery } | Surprise::Printed { delivery, .. } => {
            *delivery == Delivery::Invalid
        }
        Surprise::StillRunning { .. } => false,
        _ => clues::letter(evidence) == Some(Letter::Binary),
    };
    binary && evidence.record.panicked()
}
