//! Bytes that are not UTF-8 are an error, and the text is lost.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "refuses-non-utf8",
    means: "The network carries bytes. Some are not UTF-8, and your program refused them all.",
    next: "read bytes, and convert with String::from_utf8_lossy",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Failed { delivery } => *delivery == Delivery::Invalid,
        Surprise::Printed { delivery: Delivery::Invalid, .. } => {
            evidence.record.stdout_text().trim().is_empty()
        }
        Surprise::NoReply { mail, .. } => *mail == Letter::Binary,
        Surprise::MessageNotReported { mail: Letter::Binary, printed, .. } => printed.is_none(),
        _ => false,
    }
}
