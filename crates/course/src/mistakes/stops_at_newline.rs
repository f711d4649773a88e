//! The client stops at the first line end.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "stops-at-newline",
    means: "A line end is a byte like any other here. You stopped at the first.",
    next: "read until Ok(0), not a line",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let first_line = printed.expected.lines().next().unwrap_or_default();
        *printed.delivery == Delivery::Spaced && printed.got.trim_end_matches('\n') == first_line
    })
}
