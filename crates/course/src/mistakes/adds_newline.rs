//! MESSAGE is sent with a line end.

use super::Mistake;
use crate::evidence::Evidence;
use crate::surprise::Surprise;

pub const MISTAKE: Mistake = Mistake {
    id: "adds-newline",
    means: "You sent a line end that is not part of MESSAGE. A datagram has its own end.",
    next: "send MESSAGE.as_bytes(), without \\n",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    match &evidence.surprise {
        Surprise::WrongMessage { expected, got, .. } => {
            got.strip_prefix(&expected[..]).is_some_and(|rest| matches!(rest, b"\n" | b"\r\n"))
        }
        _ => false,
    }
}
