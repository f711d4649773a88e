//! Each piece is converted to text by itself.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "decodes-each-piece",
    means: "A character was cut between two pieces, and each half became a replacement character.",
    next: "collect the bytes of all pieces, and convert them once, at the end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        matches!(printed.delivery, Delivery::Pieces(_) | Delivery::Long)
            && printed.got.contains('\u{fffd}')
            && printed.beginning().is_none()
            && printed.got.lines().count() <= 1
    })
}
