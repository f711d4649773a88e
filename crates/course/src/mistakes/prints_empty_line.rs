//! The client goes well, and prints an empty line.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-empty-line",
    means: "You printed an empty line, as if nothing had come. Most likely read() returned Ok(0) at once. It does so if the buffer has length 0 (Vec::with_capacity(1024) has room, but its length is 0), or if the stream was shut down before.",
    next: "give the buffer a length (vec![0; 1024]), do not call shutdown() before you have read, and print the bytes that came",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| match printed.delivery {
        Delivery::Whole
        | Delivery::Pieces(_)
        | Delivery::Long
        | Delivery::Spaced
        | Delivery::Pair => evidence.step == Step::Client && printed.got == "\n",
        // With these an empty line has other reasons, or is right.
        Delivery::None
        | Delivery::Invalid
        | Delivery::Empty
        | Delivery::Late
        | Delivery::AfterForeign => false,
    })
}
