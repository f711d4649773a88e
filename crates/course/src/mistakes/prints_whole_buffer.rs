//! The unused rest of the buffer is printed.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-whole-buffer",
    means: "The text is followed by the unused rest of the buffer: NUL bytes, which a terminal does not show.",
    next: "use &buffer[..length], with the length that read() returned",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        printed.got.contains('\0') && evidence.step != Step::UdpPair
    })
}
