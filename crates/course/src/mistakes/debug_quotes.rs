//! Text in its Debug form, with quotes.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "debug-quotes",
    means: "These quotes come from `{:?}`, which shows a text as a programmer writes it.",
    next: "use `{}` for people, and write_all(text.as_bytes()) for the network",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_quoted = |text: &str| text.len() > 1 && text.starts_with('"') && text.ends_with('"');
    match &evidence.surprise {
        Surprise::Greeting { received, .. } => is_quoted(&String::from_utf8_lossy(&received.bytes)),
        Surprise::Printed { expected, .. } => {
            is_quoted(evidence.record.stdout_text().trim_end()) && !expected.starts_with(b"\"")
        }
        Surprise::MessageNotReported { printed: Some(printed), .. } => {
            printed.split_once(": ").is_some_and(|(_, text)| is_quoted(text.trim_end()))
        }
        _ => false,
    }
}
