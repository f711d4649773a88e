//! A ladder from the grader's own transcript, where no program is traced. What
//! the grader did is known call by call; of the program, only what it printed,
//! how it ended, and which bytes came from it.
//!
//! The transcript tells what the grader did as a phrase, not as data. Only the
//! first word is looked at, to see which way an arrow goes; the phrases of the
//! lab are held to it by a test.

use lab::transcript::{Event, Kind, Side};

use crate::ladder::{Act, Arrow, ArrowKind, Call, End, Ladder, Lane, Outcome, Whose};

/// Which lane is the program's; the grader's is the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramIs {
    /// A server: it stands on the left.
    Server,
    /// A client: it stands on the right.
    Client,
}

/// The ladder of what a transcript tells. The program's lane is the reader's.
#[must_use]
pub fn from_transcript(
    heading: impl Into<String>,
    program_is: ProgramIs,
    events: &[Event],
) -> Ladder {
    let program = Lane { name: "your program".to_owned(), whose: Whose::Yours };
    let grader = Lane { name: "the grader".to_owned(), whose: Whose::Theirs };
    let (lanes, of_program) = match program_is {
        ProgramIs::Server => (vec![program, grader], 0),
        ProgramIs::Client => (vec![grader, program], 1),
    };
    let calls: Vec<Call> = events.iter().map(|event| call(event, of_program)).collect();
    let program = End::Lane(of_program);
    let by_grader = calls.iter().enumerate().filter(|(_, call)| call.lane != of_program);
    let arrows =
        by_grader.flat_map(|(at, call)| arrows(&call.name, End::Call(at), program)).collect();
    Ladder::of_parts(heading.into(), lanes, calls, arrows)
}

fn call(event: &Event, of_program: usize) -> Call {
    let lane = match event.side {
        Side::Program => of_program,
        Side::Grader => 1 - of_program,
    };
    let (act, name) = match event.kind {
        Kind::Start => (Act::Start, event.detail.clone()),
        Kind::Socket | Kind::Data => (Act::Other, event.detail.clone()),
        Kind::Stdout => (Act::Print, format!("prints {}", event.detail)),
        Kind::Stderr => (Act::Print, format!("prints on stderr {}", event.detail)),
        Kind::End if event.side == Side::Program => (Act::End, event.detail.clone()),
        Kind::Wait => (waits_for(&event.detail), event.detail.trim_end_matches("()").to_owned()),
        Kind::End | Kind::Gap => (Act::Other, event.detail.clone()),
    };
    let waits = event.kind == Kind::Wait;
    Call {
        lane,
        task: 1,
        act,
        name,
        argument: String::new(),
        data: None,
        outcome: if waits { Outcome::Waiting } else { Outcome::Done(String::new()) },
        socket: None,
        accepted: None,
        peer: None,
        entered: event.at,
        left: (!waits).then_some(event.at),
        times: 1,
    }
}

/// What the call is for that the program waits in.
pub(crate) fn waits_for(call: &str) -> Act {
    match call {
        "accept()" => Act::Accept,
        "connect()" => Act::Connect,
        "send()" | "sendmsg()" | "write()" => Act::Send,
        "recv()" | "recvmsg()" | "read()" => Act::Receive,
        "poll()" | "select()" | "epoll_wait()" => Act::Poll,
        _ => Act::Other,
    }
}

/// The arrows of something that the grader did.
pub(crate) fn arrows(phrase: &str, grader: End, program: End) -> Vec<Arrow> {
    let out = |kind| Arrow { kind, from: grader, to: program };
    let back = |kind| Arrow { kind, from: program, to: grader };
    let lost = |kind| Arrow { kind, from: grader, to: End::Nowhere };
    let count = count(phrase).unwrap_or(0);
    let moved = if phrase.contains(" datagram ") {
        Some(ArrowKind::Datagram(count))
    } else {
        (count > 0).then_some(ArrowKind::Bytes(count))
    };
    match phrase.split(' ').next() {
        Some("connected") => vec![out(ArrowKind::Connection)],
        Some("tried") if phrase.ends_with("refused") => vec![lost(ArrowKind::Refused)],
        Some("tried") => vec![lost(ArrowKind::Connection)],
        Some("accepted") => vec![back(ArrowKind::Connection)],
        Some("sent") => moved.map(out).into_iter().collect(),
        Some("received") => {
            let end = match phrase {
                _ if phrase.contains(" then the end") => Some(ArrowKind::Finish),
                _ if phrase.ends_with("then a reset") => Some(ArrowKind::Reset),
                _ => None,
            };
            moved.into_iter().chain(end).map(back).collect()
        }
        Some("closed") => vec![out(ArrowKind::Finish)],
        Some("reset") => vec![out(ArrowKind::Reset)],
        _ => Vec::new(),
    }
}

/// The number before the word "byte" or "bytes".
fn count(phrase: &str) -> Option<u64> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let at = words.iter().position(|word| matches!(*word, "byte" | "bytes"))?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}
