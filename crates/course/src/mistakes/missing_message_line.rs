//! The server does not report the datagrams.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-message-line",
    means: "Who watches the server's output does not learn what came, and from whom.",
    next: "print `Got message from`, the sender's address, `: ` and the text for each datagram",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::MessageNotReported { printed: None, expected, .. } => {
            let text = expected.split_once(": ").map_or("", |(_, text)| text.trim());
            !evidence.record.stdout_text().contains(text)
        }
        _ => false,
    }
}
