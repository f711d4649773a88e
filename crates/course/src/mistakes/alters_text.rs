//! The text is printed with parts missing or changed, in a way that no other
//! mistake describes.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "alters-text",
    means: "What you printed comes from what we sent, but a part of it is missing or changed.",
    next: "compare the two texts at the caret; print all bytes that came, in their order, converted together with String::from_utf8_lossy",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        matches!(evidence.step, Step::Client | Step::UdpPair)
            && matches!(printed.delivery, Delivery::Whole | Delivery::Spaced | Delivery::Late)
            && printed.resembles()
    })
}
