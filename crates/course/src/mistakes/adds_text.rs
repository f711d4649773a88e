//! Something of its own stands around the text.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;

pub const MISTAKE: Mistake = Mistake {
    id: "adds-text",
    means: "What was received is there, but with something of your own before or behind it.",
    next: "print only what came from the network, and the line end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let text = printed.expected.trim_end();
        matches!(evidence.step, Step::Client | Step::UdpPair)
            && !text.is_empty()
            && printed.got.contains(text)
    })
}
