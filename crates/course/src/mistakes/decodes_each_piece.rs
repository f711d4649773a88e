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

/// Whether the text begins as it must, up to a replacement character.
fn begins_as_it_came(printed: &clues::Printed<'_>) -> bool {
    let head = printed.got.split_once('\u{fffd}').map_or("", |(head, _)| head);
    !head.is_empty() && printed.expected.starts_with(head)
}

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        matches!(printed.delivery, Delivery::Pieces(_) | Delivery::Long)
            && begins_as_it_came(printed)
            && printed.beginning().is_none()
            && printed.got.lines().count() <= 1
    })
}
