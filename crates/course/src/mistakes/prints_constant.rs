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
        // Numbers may be made from what was sent in many ways.
        let has_words = printed
            .got
            .split_whitespace()
            .any(|word| word.chars().count() > 2 && word.chars().all(char::is_alphabetic));
        matches!(evidence.step, Step::Client | Step::UdpPair)
            && *printed.delivery == Delivery::Whole
            && has_words
            && !printed.resembles()
    })
}
