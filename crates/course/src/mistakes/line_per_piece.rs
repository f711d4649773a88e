//! A line end after each piece.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "line-per-piece",
    means: "The text came in pieces, and you printed a line for each. Where TCP cuts a text means nothing.",
    next: "collect all pieces, and print one line end at the end",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let joined: String = printed.got.split('\n').collect();
        let expected: String = printed.expected.split('\n').collect();
        matches!(printed.delivery, Delivery::Pieces(_) | Delivery::Long)
            && printed.got.lines().count() > 1
            && (joined == expected || joined.contains('\u{fffd}'))
    })
}
