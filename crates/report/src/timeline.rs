//! The timeline of a finding, in the report and as the laboratory has it.

use crate::data::{TimelineEvent, TimelineSide};
use lab::transcript::{Event, Kind, Side};
use std::time::Duration;

/// The kinds of events, and what they are called in the report.
const KINDS: [(Kind, &str); 8] = [
    (Kind::Start, "start"),
    (Kind::Socket, "socket"),
    (Kind::Data, "data"),
    (Kind::Stdout, "stdout"),
    (Kind::Stderr, "stderr"),
    (Kind::End, "end"),
    (Kind::Wait, "wait"),
    (Kind::Gap, "gap"),
];

/// An event as the report has it.
pub fn told(event: &Event) -> TimelineEvent {
    let name = KINDS.iter().find(|(kind, _)| *kind == event.kind).map_or("", |(_, name)| name);
    TimelineEvent {
        at_ms: u64::try_from(event.at.as_millis()).unwrap_or(u64::MAX),
        side: match event.side {
            Side::Grader => TimelineSide::Grader,
            Side::Program => TimelineSide::Program,
        },
        event: name.to_owned(),
        detail: event.detail.clone(),
    }
}

/// An event as the laboratory has it. `None` for one of a kind that it does not know:
/// the report may be from another version of this tool.
pub fn read(event: &TimelineEvent) -> Option<Event> {
    let (kind, _) = KINDS.into_iter().find(|(_, name)| *name == event.event)?;
    Some(Event {
        at: Duration::from_millis(event.at_ms),
        side: match event.side {
            TimelineSide::Grader => Side::Grader,
            TimelineSide::Program => Side::Program,
        },
        kind,
        detail: event.detail.clone(),
    })
}
