//! Has the compiler read the environment of the compiler itself.
//!
//! verdict: failed
//! shows: ATTACK TRIED

static ENVIRONMENT: &[u8] = include_bytes!("/proc/self/environ");

fn main() {
    println!("ATTACK TRIED");
    println!("{}", String::from_utf8_lossy(ENVIRONMENT));
}
