//! Results go to standard error.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "results-on-stderr",
    means: "The text is right, but it is on standard error. Results belong on standard output, where other programs read them.",
    next: "print it with println! instead of eprintln!",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let stderr = evidence.record.stderr_text();
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => stderr.contains("Listening on "),
        Surprise::PeerNotReported { .. } => stderr.contains("Got connection from "),
        Surprise::MessageNotReported { .. } => stderr.contains("Got message from "),
        Surprise::Printed { expected, .. } => {
            let expected = String::from_utf8_lossy(expected);
            let last = expected.lines().last().unwrap_or_default();
            !last.is_empty() && stderr.contains(last)
        }
        _ => false,
    }
}
