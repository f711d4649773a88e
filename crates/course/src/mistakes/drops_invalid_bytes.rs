//! Bytes that are not UTF-8 are left out.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "drops-invalid-bytes",
    means: "Bytes that are not UTF-8 vanished without a trace. A replacement character shows that something was there.",
    next: "convert with String::from_utf8_lossy, and keep the replacement characters",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let without = |text: &str| text.replace('\u{fffd}', "");
    match &evidence.surprise {
        Surprise::Printed { delivery: Delivery::Invalid, expected, .. } => {
            evidence.record.stdout_text() == without(&String::from_utf8_lossy(expected))
        }
        Surprise::MessageNotReported {
            mail: Letter::Binary,
            expected,
            printed: Some(printed),
            ..
        } => without(expected) == *printed,
        _ => false,
    }
}
