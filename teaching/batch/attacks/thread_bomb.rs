//! Starts threads without end, and keeps them.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::thread;

fn main() {
    println!("ATTACK TRIED");
    for count in 0.. {
        if count > 5_000 {
            println!("ATTACK SUCCEEDED: {count} threads");
            return;
        }
        let thread = thread::Builder::new().stack_size(64 * 1024).spawn(thread::park);
        if thread.is_err() {
            return;
        }
    }
}
