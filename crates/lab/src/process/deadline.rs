//! Deadlines that a busy machine does not take from a program.

use std::time::{Duration, Instant};

/// Shorter waits are part of an experiment, not a bound on what a program costs.
const SHORTEST: Duration = Duration::from_secs(1);

/// The end of a wait for a program. What the program has spent waiting for a
/// processor does not count: that is the machine's doing. At most it doubles the
/// wait, so that a program that spins costs no more than that.
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
        Self { id, at, latest: at + patience, starved: starved(id) }
    }

    /// How long there is left to wait.
    pub fn left(&mut self) -> Duration {
        let now = Instant::now();
        if now >= self.at && self.at < self.latest {
            let starved = starved(self.id);
            self.at = (self.at + starved.saturating_sub(self.starved)).min(self.latest);
            self.starved = starved;
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
    return crate::sockets::starved(id);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = id;
        Duration::ZERO
    }
}
