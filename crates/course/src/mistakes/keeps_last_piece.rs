//! Each read overwrites what the one before has brought.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "keeps-last-piece",
    means: "The greeting came in pieces, and you printed only the end of it: each read() overwrote what the one before had brought.",
    next: "append what each read() brings to one Vec (extend_from_slice), and print that at the end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        // The other half of a cut character was in the piece before.
        let got = printed.got.trim_end_matches('\n').trim_start_matches('\u{fffd}');
        let expected = printed.expected.trim_end_matches('\n');
        evidence.step == Step::Client
            && matches!(printed.delivery, Delivery::Pieces(_) | Delivery::Long)
            && !got.is_empty()
            && got.len() < expected.len()
            && expected.ends_with(got)
    })
}
