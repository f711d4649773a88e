//! Prints bytes that are no text to standard error without end.
//!
//! verdict: failed

use std::io::Write;

fn main() {
    let bytes = [0xFF; 65_536];
    while std::io::stderr().write_all(&bytes).is_ok() {}
}
