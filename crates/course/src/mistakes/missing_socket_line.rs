//! `Socket successfully created` is missing.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::step::Step;

pub const MISTAKE: Mistake = Mistake {
    id: "missing-socket-line",
    means: "The first line says that the socket was made. It is missing.",
    next: "make the socket, print the line, and connect it after that",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        evidence.step == Step::ResolveAndConnect
            && printed.expected.lines().last() == Some(printed.got.trim_end())
    })
}
