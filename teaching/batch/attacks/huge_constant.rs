//! An executable of a terabyte.
//!
//! verdict: build-failed

static HUGE: [u8; 1 << 40] = [1; 1 << 40];

fn main() {
    println!("{}", HUGE[std::env::args().count()]);
}
