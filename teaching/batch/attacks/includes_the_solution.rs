//! Has the compiler read a reference solution.
//!
//! verdict: build-failed
//! shows: /references/client

static SOLUTION: &[u8] = include_bytes!("/references/client");

fn main() {
    println!("ATTACK SUCCEEDED: {} bytes", SOLUTION.len());
}
