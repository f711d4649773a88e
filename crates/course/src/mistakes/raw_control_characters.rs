//! Control characters of a datagram go to the terminal.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "raw-control-characters",
    means: "A stranger's datagram can clear your screen, colour it, or fake lines: control characters went out as they came. Here they are shown escaped.",
    next: "escape the control characters, and only those, before you print: char::is_control finds them, char::escape_default shows them",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let went_out = evidence.record.stdout_text().contains(|c: char| c.is_control() && c != '\n')
        || evidence.record.stdout_text().lines().count() > 3;
    went_out
        && matches!(&evidence.surprise, Surprise::MessageNotReported { mail: Letter::Control, .. })
}
