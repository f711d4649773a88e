//! Not exactly one line end at the end.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "no-final-newline",
    means: "The text must be followed by exactly one line end; then the next output begins on a new line.",
    next: "print the text with one println!",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        printed.got != printed.expected
            && printed.got.trim_end_matches('\n') == printed.expected.trim_end_matches('\n')
            && *printed.delivery != Delivery::Spaced
    })
}
