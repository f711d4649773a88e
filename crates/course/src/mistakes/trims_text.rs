//! White space at the ends is removed.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "trims-text",
    means: "White space at the ends of a text belongs to it. You printed it without.",
    next: "print the text as it came: no trim(), and no lines(), which drops line ends",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::Printed { delivery: Delivery::Spaced, expected, .. } => {
            evidence.record.stdout_text().trim() == String::from_utf8_lossy(expected).trim()
        }
        Surprise::MessageNotReported {
            mail: Letter::Spaced,
            expected,
            printed: Some(printed),
            ..
        } => {
            let text = |line: &str| line.split_once(": ").map(|(_, text)| text.trim().to_owned());
            text(printed) == text(expected)
        }
        _ => false,
    }
}
