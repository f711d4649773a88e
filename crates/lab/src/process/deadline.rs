//! Deadlines that a busy machine does not take from a program.

use std::time::{Duration, Instant};

/// Shorter waits are part of an experiment, not a bound on what a program costs.
const SHORTEST: Duration = Duration::from_secs(1);

/// How long we wait before we look at how a program spends its time: looking costs more than
/// most waits for a program take. What it is kept from running until then is not made up for.
const LOOK_AFTER: Duration = Duration::from_millis(100);

/// On a busy machine a wait may become so many times as long.
const MOST: u32 = 6;

/// How long a program that is kept from running is given each time it is seen so.
const GRACE: Duration = Duration::from_millis(500);

/// A program that has computed for this part of its deadline was not kept from running.
const ITS_OWN: u32 = 8;

/// What a right program may need until it does something that can be seen: an
/// interpreter starts in half of it.
const ENOUGH: Duration = Duration::from_millis(200);

/// The end of a wait for a program. What the program has spent waiting for a
/// processor or a disk does not count: that is the machine's doing. On an idle
/// machine a program that spins, or waits for us, gets no more time by this.
pub struct Deadline {
    id: u32,
    at: Instant,
    latest: Instant,
    look_at: Instant,
    /// Looked at when it is time.
    before: Option<Times>,
    /// Computing for longer is the program's own doing.
    most: Duration,
}

/// How a program and its children have spent their time so far (Linux; elsewhere
/// nothing is known).
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// On a processor.
    pub ran: Duration,
    /// Waiting for one.
    pub starved: Duration,
    /// Whether one of them waits for a processor or a disk, or runs, just now.
    pub is_kept: bool,
}

impl Times {
    /// Whether a program that has been there for so long wanted to run, and hardly could.
    #[must_use]
    pub fn is_starved(self, elapsed: Duration) -> bool {
        let had_next_to_nothing = self.ran < ENOUGH.min(elapsed / ITS_OWN);
        elapsed >= SHORTEST && had_next_to_nothing && (self.is_kept || self.starved >= elapsed / 2)
    }
}

impl Deadline {
    pub(super) fn new(id: u32, patience: Duration) -> Self {
        let now = Instant::now();
        let at = now + patience;
        let is_short = patience < SHORTEST;
        Self {
            id,
            at,
            latest: if is_short { at } else { at + patience * (MOST - 1) },
            look_at: if is_short { at } else { now + LOOK_AFTER },
            before: None,
            most: patience / ITS_OWN,
        }
    }

    /// How long to wait now, and then to ask again. Zero: it is over.
    pub fn left(&mut self) -> Duration {
        let now = Instant::now();
        if now < self.look_at {
            return self.look_at.min(self.at).saturating_duration_since(now);
        }
        if self.at == self.latest {
            return self.at.saturating_duration_since(now);
        }
        let before = self.before.get_or_insert_with(|| times(self.id));
        if now >= self.at {
            let times = times(self.id);
            if times.ran.saturating_sub(before.ran) < self.most {
                let starved = times.starved.saturating_sub(before.starved);
                self.at = (self.at + starved).min(self.latest);
                before.starved = times.starved;
                if now >= self.at && times.is_kept {
                    self.at = (now + GRACE).min(self.latest);
                }
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

pub(super) fn times(id: u32) -> Times {
    #[cfg(target_os = "linux")]
    return crate::family::times(id);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = id;
        Times::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Condvar, Mutex};

    #[test]
    fn a_wait_is_asked_about_again_until_it_is_over() {
        const PATIENCE: Duration = Duration::from_millis(1200);
        let start = Instant::now();
        // Nobody's id: it has no time that could be made up for.
        let mut deadline = Deadline::new(u32::MAX, PATIENCE);
        let mut waits = 0;
        loop {
            let left = deadline.left();
            if left.is_zero() {
                break;
            }
            let (lock, condition) = (Mutex::new(()), Condvar::new());
            let _ = condition.wait_timeout(lock.lock().unwrap(), left);
            waits += 1;
        }
        assert!(start.elapsed() >= PATIENCE);
        assert!(waits > 1);
    }

    #[test]
    fn a_wait_that_is_brought_forward_ends_then() {
        let mut deadline = Deadline::new(u32::MAX, Duration::from_secs(1000));
        deadline.at_most(Duration::ZERO);
        assert_eq!(deadline.left(), Duration::ZERO);
    }

    #[track_caller]
    fn check(elapsed: u64, ran: u64, starved: u64, is_kept: bool, expected: bool) {
        let [elapsed, ran, starved] = [elapsed, ran, starved].map(Duration::from_millis);
        assert_eq!(Times { ran, starved, is_kept }.is_starved(elapsed), expected);
    }

    #[test]
    fn starved_is_who_wanted_to_run_and_hardly_could() {
        check(4000, 40, 3000, false, true);
        check(4000, 40, 0, true, true);
        // It waits for us, or for nothing that comes.
        check(4000, 40, 100, false, false);
        // It computes, if not as much as it wanted.
        check(4000, 2000, 2000, true, false);
        check(9000, 250, 8000, true, false);
        // Nothing can be said of so short a time.
        check(500, 0, 500, true, false);
    }
}
