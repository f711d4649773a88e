//! What is left in the buffer goes along.

use super::Mistake;
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "replies-with-whole-buffer",
    means: "Behind the bytes that came stands the rest of the buffer: NUL bytes, or what is left of an earlier datagram.",
    next: "use &buffer[..length], with the length that recv_from returned",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    // Behind the first datagram there can only be NULs, behind later ones what
    // an earlier one has left.
    let is_later = |letter: &Letter| !matches!(letter, Letter::First | Letter::Empty);
    let has_rest = |got: &[u8], expected: &[u8]| {
        got.len() > expected.len() && got.starts_with(expected) && !got.ends_with(b"\n")
    };
    match &evidence.surprise {
        Surprise::WrongReply { mail, expected, got } => {
            has_rest(got, expected) && (got.last() == Some(&0) || is_later(mail))
        }
        Surprise::MessageNotReported { mail, expected, printed: Some(printed), .. } => {
            let nul = ["\\0", "\\u{0}", "\\x00", "\0"].iter().any(|nul| printed.ends_with(nul));
            has_rest(printed.as_bytes(), expected.as_bytes()) && (nul || is_later(mail))
        }
        Surprise::Printed { .. } => {
            evidence.step == Step::UdpPair && evidence.record.stdout.contains(&0)
        }
        _ => false,
    }
}
