//! What a failed check reports.

use crate::evidence::{Evidence, Record};
use crate::{mistakes, wording};
use lab::blocked::Blocked;
use lab::transcript::{Event, Kind, Side};

/// The most actions of ours that are told; earlier ones are left out.
const MOST_ACTIONS: usize = 8;

/// What a failed check reports. The texts that quote the program are escaped;
/// `stdout` and `stderr` are raw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The known mistake that it is, if it is one.
    pub mistake: Option<&'static str>,
    /// What we did: "I started …, connected to ….".
    pub did: String,
    /// What must happen.
    pub expected: String,
    /// What happened.
    pub saw: String,
    /// What the program had printed on standard output. Raw.
    pub stdout: Vec<u8>,
    /// What the program had printed on standard error. Raw.
    pub stderr: Vec<u8>,
    /// What it means.
    pub means: String,
    /// What to do next.
    pub next: String,
    /// What happened on both sides, in order.
    pub timeline: Vec<Event>,
}

impl Finding {
    /// Puts evidence into words.
    #[must_use]
    pub fn new(evidence: &Evidence, timeline: Vec<Event>) -> Self {
        let mistake = mistakes::recognise(evidence);
        let record = &evidence.record;
        let Record { stdout, stderr, .. } = record;
        Self {
            mistake: mistake.map(|mistake| mistake.id),
            did: did(&timeline),
            expected: wording::expected(evidence),
            saw: wording::saw(evidence),
            stdout: stdout.clone(),
            stderr: stderr.clone(),
            means: mistake
                .map_or_else(|| wording::means(evidence), |mistake| mistake.means)
                .to_owned(),
            next: mistake
                .map_or_else(|| wording::next(evidence), |mistake| mistake.next)
                .to_owned(),
            timeline: with_wait(timeline, record.blocked.as_ref()),
        }
    }
}

/// The timeline, with the call at its end that the program waits in.
fn with_wait(mut timeline: Vec<Event>, blocked: Option<&Blocked>) -> Vec<Event> {
    if let (Some(Blocked::In { call, .. }), Some(last)) = (blocked, timeline.last()) {
        let wait = Event {
            at: last.at,
            side: Side::Program,
            kind: Kind::Wait,
            detail: (*call).to_owned(),
        };
        timeline.push(wait);
    }
    timeline
}

/// Our actions as one sentence, the same ones in a row counted.
fn did(timeline: &[Event]) -> String {
    let ours = timeline.iter().filter(|event| event.side == Side::Grader);
    // Looking is not doing, and what we received is told as what we saw.
    let actions = ours.filter(|event| match event.kind {
        Kind::Data => !event.detail.starts_with("received"),
        Kind::Gap | Kind::Wait => false,
        Kind::Start | Kind::Socket | Kind::Stdout | Kind::Stderr | Kind::End => true,
    });
    let mut told: Vec<(String, usize)> = Vec::new();
    for action in actions {
        match told.last_mut() {
            Some((last, count)) if *last == action.detail => *count += 1,
            _ => told.push((action.detail.clone(), 1)),
        }
    }
    let left_out = told.len().saturating_sub(MOST_ACTIONS);
    let phrases: Vec<String> = told[left_out..]
        .iter()
        .map(
            |(phrase, count)| {
                if *count > 1 { format!("{phrase} ({count} times)") } else { phrase.clone() }
            },
        )
        .collect();
    let lead = if left_out > 0 { "… then " } else { "" };
    match phrases.split_last() {
        None => "I did nothing yet.".to_owned(),
        Some((last, [])) => format!("I {lead}{last}."),
        Some((last, before)) => format!("I {lead}{}, and {last}.", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::transcript::Transcript;

    #[test]
    fn our_actions_become_one_sentence() {
        let transcript = Transcript::start();
        transcript.grader(Kind::Start, "started `x`");
        transcript.program(Kind::Stdout, "Listening");
        transcript.grader(Kind::Socket, "connected");
        transcript.grader(Kind::Socket, "connected");
        transcript.grader(Kind::Data, "received 3 bytes");
        assert_eq!(did(&transcript.events()), "I started `x`, and connected (2 times).");
    }
}
