//! Each byte is taken for a character.

use super::{Mistake, clues};
use crate::evidence::Evidence;

pub const MISTAKE: Mistake = Mistake {
    id: "byte-as-char",
    means: "You made a character of each byte. In UTF-8 many characters are two to four bytes long, and each of these bytes became a character of its own.",
    next: "collect all bytes, and convert them together with String::from_utf8_lossy(&bytes)",
    recognise,
};

fn recognise(evidence: &Evidence) -> bool {
    clues::printed_is(evidence, |printed| {
        // `byte as char` is ISO 8859-1: https://doc.rust-lang.org/std/primitive.char.html
        let characters: String = printed.expected.bytes().map(char::from).collect();
        !printed.expected.is_ascii() && printed.got.trim_end() == characters.trim_end()
    })
}
