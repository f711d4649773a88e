//! One read() is taken for the whole message.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Delivery;

pub const MISTAKE: Mistake = Mistake {
    id: "one-read",
    means: "The greeting came in pieces. One read() returns what has arrived so far, not the whole message.",
    next: "read until read() returns Ok(0), and collect what comes",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| match (printed.delivery, printed.beginning()) {
        (Delivery::Pieces(lengths), Some(length)) => length <= lengths[0],
        _ => false,
    })
}
