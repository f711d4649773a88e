//! Prints without end.
//!
//! verdict: failed

fn main() {
    let line = "x".repeat(10_000);
    loop {
        println!("{line}");
    }
}
