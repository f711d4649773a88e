//! Linux: a bound on the memory of a program and all its descendants together.
//! The limits of setrlimit(2) are for one process each, and control groups need
//! someone who delegates them. So a thread looks now and then, and ends what has too much.

use super::{platform, registry};
use crate::family::resident_bytes;
use std::thread;
use std::time::Duration;

/// Between two looks. A program that fills memory takes a quarter of a second
/// for a gibibyte.
const PAUSE: Duration = Duration::from_millis(100);

/// From now on every program that has more than `most` bytes of its own in memory,
/// descendants included, is ended by SIGKILL, as the kernel does it when memory runs out.
pub fn limit(most: u64) {
    thread::spawn(move || {
        loop {
            thread::park_timeout(PAUSE);
            for (id, family) in registry::under_test() {
                if resident_bytes(family) > most {
                    platform::kill_by_id(id);
                }
            }
        }
    });
}
