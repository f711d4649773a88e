//! More lines than the specified ones on standard output.

use super::{Mistake, clues};
use crate::evidence::Evidence;
use crate::surprise::Flaw;

pub const MISTAKE: Mistake = Mistake {
    id: "extra-output",
    means: "Everything that is specified is there, but other lines, too. A program that reads your output stumbles over them.",
    next: "print further lines on standard error (eprintln!), or not at all; and end after the first success",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    let is_chatty = matches!(clues::flaw(evidence), Some((_, Flaw::Chatty)));
    is_chatty
        || clues::printed_is(evidence, |printed| {
            let got: Vec<&str> = printed.got.lines().collect();
            got.len() > printed.expected.lines().count()
                && printed.expected.lines().all(|line| got.contains(&line))
        })
}
