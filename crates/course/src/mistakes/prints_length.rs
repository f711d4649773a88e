//! The number of bytes is printed.

use super::{Mistake, clues};
use crate::evidence::Evidence;

pub const MISTAKE: Mistake = Mistake {
    id: "prints-length",
    means: "You printed how long the text is, not the text. What read() returns is the number of bytes; the bytes are in the buffer.",
    next: "convert &buffer[..length] with String::from_utf8_lossy, and print that with `{}`",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        let text = printed.expected.strip_suffix('\n').unwrap_or(printed.expected);
        let lengths = [text.len(), text.chars().count()];
        printed.got.trim().parse().is_ok_and(|number| lengths.contains(&number))
    })
}
