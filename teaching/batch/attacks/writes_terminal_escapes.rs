//! Prints what moves a cursor, sets a title or answers a question in a terminal.
//!
//! verdict: failed
//! shows: ATTACK TRIED

fn main() {
    println!(
        "ATTACK TRIED\x1b[2J\x1b[1;1HPASS\x1b]0;title\x07\x1b[6n\x1bP+q\x1b\\\u{9b}31m\u{202e}"
    );
}
