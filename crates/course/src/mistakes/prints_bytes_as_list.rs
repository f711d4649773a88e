//! Bytes are printed as a list of numbers.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-bytes-as-list",
    means: "This is the list of byte values, not the text.",
    next: "convert with String::from_utf8_lossy(&bytes), and print that with `{}`",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_list = |text: &str| {
        text.trim_end()
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'))
            .is_some_and(|inner| inner.split(", ").all(|number| number.parse::<u8>().is_ok()))
    };
    match &evidence.surprise {
        Surprise::Printed { .. } => {
            is_list(evidence.record.stdout_text().lines().next().unwrap_or_default())
        }
        Surprise::MessageNotReported { printed: Some(printed), .. } => {
            printed.split_once(": ").is_some_and(|(_, text)| is_list(text))
        }
        _ => false,
    }
}
