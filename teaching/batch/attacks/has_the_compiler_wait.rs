//! Has the compiler read from a terminal at which nobody sits: it waits for ever.
//!
//! verdict: build-failed
//! shows: waited for something that does not come

fn main() {
    println!("{}", include_str!("/dev/ptmx"));
}
