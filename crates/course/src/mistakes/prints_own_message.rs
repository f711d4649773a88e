//! The client prints what it sent.

use super::{Mistake, clues};
use crate::evidence::Evidence;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-own-message",
    means: "You printed your own message, not what the server answered.",
    next: "print the bytes that recv wrote into the buffer",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        evidence.asked.message.as_ref().is_some_and(|message| {
            printed.got.contains(message.as_str()) && !printed.expected.contains(message.as_str())
        })
    })
}
