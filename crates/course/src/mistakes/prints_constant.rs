//! A text that nobody sent is printed.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-constant",
    means: "You printed a text that we never sent: it is written in your program.",
    next: "print what you read from the network",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let common = printed
            .got
            .chars()
            .zip(printed.expected.chars())
            .take_while(|(got, expected)| got == expected)
            .count();
        let expected = printed.expected.trim_end();
        matches!(evidence.step, Step::Client | Step::UdpPair)
            && *printed.delivery == Delivery::Whole
            && common < 4
            && !printed.got.trim().is_empty()
            && !printed.got.contains(expected)
    })
}
