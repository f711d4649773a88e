//! A long datagram does not fit into the buffer.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::{Delivery, Letter, Surprise};

pub const MISTAKE: Mistake = Mistake {
    id: "small-buffer",
    means: "The datagram is longer than your buffer. What does not fit is lost for ever (and on Windows it is an error).",
    next: "make the buffer as long as the longest datagram can be: 65,535 bytes",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_prefix = |short: &[u8], long: &[u8]| short.len() < long.len() && long.starts_with(short);
    match &evidence.surprise {
        Surprise::WrongReply { mail: Letter::Long, expected, got } => is_prefix(got, expected),
        Surprise::Printed { delivery: Delivery::Long, .. } => {
            evidence.step == Step::UdpPair
                && clues::printed_is(evidence, |printed| printed.beginning().is_some())
        }
        Surprise::MessageNotReported {
            mail: Letter::Long,
            expected,
            printed: Some(printed),
            ..
        } => is_prefix(printed.as_bytes(), expected.as_bytes()),
        _ => false,
    }
}
