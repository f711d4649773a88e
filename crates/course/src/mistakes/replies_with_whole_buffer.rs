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
    let has_rest = |got: &[u8], expected: &[u8]| got.len() > expected.len() && got.starts_with(expected);
    match &evidence.surprise {
        Surprise::WrongReply { mail, expected, got } => {
            let rest_is_nul = got.last() == Some(&0) || *mail == Letter::AfterLonger || *mail == Letter::AfterEmpty;
            has_rest(got, expected) && rest_is_nul
        }
        Surprise::MessageNotReported { mail, expected, printed: Some(printed), .. } => {
            let rest_is_nul = printed.ends_with("\\0") || printed.ends_with("\\u{0}") || printed.ends_with("\\x00") || printed.ends_with('\0') || *mail == Letter::AfterLonger;
            has_rest(printed.as_bytes(), expected.as_bytes()) && rest_is_nul
        }
        Surprise::Printed { .. } => evidence.step == Step::UdpPair && evidence.record.stdout.contains(&0),
        _ => false,
    }
}
