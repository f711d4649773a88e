//! What happened on both sides of an experiment, in order, with times.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The most events that are kept, half of them the first and half the last; a
/// program that floods must not fill memory.
const MOST_EVENTS: usize = 200;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The laboratory.
    Grader,
    /// The program under test.
    Program,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A program was started.
    Start,
    /// A socket was made, connected, accepted or closed.
    Socket,
    /// Bytes or a datagram went out or came in.
    Data,
    /// A line was printed on standard output.
    Stdout,
    /// A line was printed on standard error.
    Stderr,
    /// The program ended.
    End,
    /// The program is still in a call when the experiment ends.
    Wait,
    /// Events are left out here: there were too many.
    Gap,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Time since the experiment began.
    pub at: Duration,
    /// Who did it.
    pub side: Side,
    /// What kind of thing it was.
    pub kind: Kind,
    /// For the grader a phrase in the past tense ("connected to 127.0.0.1:4000"),
    /// for the program what it printed, how it ended, or the call that it waits in
    /// ("recv()"). Unescaped.
    pub detail: String,
}

/// A shared, growing list of events. Clones write to the same list.
#[derive(Debug, Clone)]
pub struct Transcript {
    start: Instant,
    events: Arc<Mutex<Events>>,
}

#[derive(Debug, Default)]
struct Events {
    first: Vec<Event>,
    last: VecDeque<Event>,
    left_out: usize,
}

impl Transcript {
    /// An empty transcript whose clock starts now.
    #[must_use]
    pub fn start() -> Self {
        Self { start: Instant::now(), events: Arc::default() }
    }

    /// Notes something that the laboratory did, as a phrase in the past tense.
    pub fn grader(&self, kind: Kind, phrase: impl Into<String>) {
        self.push(Side::Grader, kind, phrase.into());
    }

    /// Notes something that the program did.
    pub fn program(&self, kind: Kind, detail: impl Into<String>) {
        self.push(Side::Program, kind, detail.into());
    }

    /// All events so far.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let gap = events.last.front().filter(|_| events.left_out > 0).map(|next| Event {
            at: next.at,
            side: Side::Grader,
            kind: Kind::Gap,
            detail: format!("{} events are left out here", events.left_out),
        });
        events.first.iter().cloned().chain(gap).chain(events.last.iter().cloned()).collect()
    }

    fn push(&self, side: Side, kind: Kind, detail: String) {
        let at = self.start.elapsed();
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let event = Event { at, side, kind, detail };
        if events.first.len() < MOST_EVENTS / 2 {
            events.first.push(event);
            return;
        }
        events.last.push_back(event);
        if events.last.len() > MOST_EVENTS / 2 {
            events.last.pop_front();
            events.left_out += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_events_the_first_and_the_last_are_kept() {
        let transcript = Transcript::start();
        for number in 1..=MOST_EVENTS + 7 {
            transcript.grader(Kind::Data, number.to_string());
        }
        let events = transcript.events();
        assert_eq!(events.len(), MOST_EVENTS + 1);
        assert_eq!(events[0].detail, "1");
        assert_eq!(events[MOST_EVENTS / 2].kind, Kind::Gap);
        assert_eq!(events[MOST_EVENTS / 2].detail, "7 events are left out here");
        assert_eq!(events[MOST_EVENTS].detail, (MOST_EVENTS + 7).to_string());
    }
}
