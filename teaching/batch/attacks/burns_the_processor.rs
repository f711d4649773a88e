//! Computes on all processors, for ever.
//!
//! verdict: failed

fn main() {
    for _ in 0..8 {
        std::thread::spawn(|| {
            loop {
                std::hint::black_box(1);
            }
        });
    }
    loop {
        std::hint::black_box(1);
    }
}
