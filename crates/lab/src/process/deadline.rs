//! Deadlines that a busy machine does not take from a program.

use std::time::{Duration, Instant};

/// Shorter waits are part of an experiment, not a bound on what a program costs.
const SHORTEST: Duration = Duration::from_secs(1);

/// On a busy machine a wait may become so many times as long.
const MOST: u32 = 6;

/// How long a program that waits for a disk is given each time it is seen so.
const DISK: Duration = Duration::from_millis(500);

/// The end of a wait for a program. What the program has spent waiting for a
/// processor or a disk does not count: that is the machine's doing. On an idle
/// machine a program that spins, or waits for us, gets no more time by this.
pub struct Deadline {
    id: u32,
    at: Instant,
    latest: Instant,
    starved: Duration,
}

impl Deadline {
    pub(super) fn new(id: u32, patience: Duration) -> Self {
        let at = Instant::now() + patience;
        if patience < SHORTEST {
            return Self { id, at, latest: at, starved: Duration::ZERO };
        }
        Self { id, at, latest: at + patience * (MOST - 1), starved: starved(id) }
    }

    /// How long there is left to wait.
    pub fn left(&mut self) -> Duration {
        let now = Instant::now();
        if now >= self.at && self.at < self.latest {
            let starved = starved(self.id);
            self.at = (self.at + starved.saturating_sub(self.starved)).min(self.latest);
            self.starved = starved;
            if now >= self.at && waits_for_disk(self.id) {
                self.at = (now + DISK).min(self.latest);
            }
        }
        self.at.saturating_duration_since(now)
    }

    /// Brings the end forward.
    pub fn at_most(&mut self, patience: Duration) {
        self.latest = self.latest.min(Instant::now() + patience);
        self.at = self.at.min(self.latest);
    }
}

/// How long a program and its children have waited for a processor in all
/// (Linux; elsewhere nothing is known).
fn starved(id: u32) -> Duration {
    #[cfg(target_os = "linux")]
    return crate::family::starved(id);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = id;
        Duration::ZERO
    }
}

/// Whether a program or a child of its waits for a disk just now (Linux; elsewhere
/// nothing is known).
fn waits_for_disk(id: u32) -> bool {
    #[cfg(target_os = "linux")]
    return crate::family::waits_for_disk(id);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = id;
        false
    }
}
