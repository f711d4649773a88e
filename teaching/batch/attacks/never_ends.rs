//! Does nothing, for ever.
//!
//! verdict: failed

fn main() {
    loop {
        std::thread::park();
    }
}
