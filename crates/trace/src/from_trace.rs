//! A ladder from traced programs. Only Internet sockets are drawn: the others
//! (AF_UNIX, netlink) are the system's own, in a look-up of a name for example.

mod sockets;
mod words;

use std::time::Duration;

use socket_trace::event::{self, Ending, Event, Fork, Half, Happening, Moment};

use ladder::{Act, Arrow, ArrowKind, Call, Data, End, Ladder, Lane, Outcome, Transport, Whose};
use sockets::Sockets;

/// A traced program: a lane.
#[derive(Debug, Clone)]
pub struct Traced<'a> {
    /// What its column is called, and what it is called in a sentence: "the client".
    pub name: &'a str,
    /// Whether it is the reader's.
    pub whose: Whose,
    /// What it did: each event once, look-ups folded.
    pub events: &'a [Event],
}

/// The ladder of programs that talked to each other, the server first.
#[must_use]
pub fn from_trace(heading: impl Into<String>, programs: &[Traced<'_>]) -> Ladder {
    let lane = |program: &Traced<'_>| Lane { name: program.name.to_owned(), whose: program.whose };
    let events = || programs.iter().flat_map(|program| program.events);
    let start = events().map(|event| event.entered).min().unwrap_or(Moment(0));
    let mut calls = Vec::new();
    for (lane, program) in programs.iter().enumerate() {
        let sockets = Sockets::of(program.events);
        let mut tasks: Vec<u32> = Vec::new();
        for event in program.events {
            if !tasks.contains(&event.thread) {
                tasks.push(event.thread);
            }
            let task = tasks.iter().position(|task| *task == event.thread).map_or(1, |at| at + 1);
            let is_first = program.events.first().is_some_and(|it| it.process == event.process);
            if let Some(told) = told(event, &sockets, is_first) {
                calls.push(Call {
                    lane,
                    task: u32::try_from(task).unwrap_or(u32::MAX),
                    entered: event.entered.since(start),
                    left: left(event, start, &told.outcome),
                    ..told
                });
            }
        }
    }
    let unreported = events().filter_map(|event| match event.happening {
        Happening::Unreported { calls } => Some(calls),
        _ => None,
    });
    let left_out = unreported.sum();
    let mut ladder = Ladder::new(heading, programs.iter().map(lane).collect(), calls);
    if events().any(|event| event.happening == Happening::LimitReached) {
        ladder.arrows.retain(|arrow| !is_unseen(arrow));
    }
    ladder.left_out = left_out;
    ladder
}

/// Whether all that is known of an arrow is that its other end was not seen. Where not
/// everything was told, it may have got there all the same.
fn is_unseen(arrow: &Arrow) -> bool {
    match arrow.kind {
        ArrowKind::Connection | ArrowKind::Bytes(_) => arrow.to == End::Nowhere,
        ArrowKind::Datagram(_) | ArrowKind::Finish => arrow.to == End::Nowhere,
        // The sender was told.
        ArrowKind::Refused | ArrowKind::Reset => false,
    }
}

/// When it returned. A call in which its program ended never did.
fn left(event: &Event, start: Moment, outcome: &Outcome) -> Option<Duration> {
    match outcome {
        Outcome::Waiting => None,
        Outcome::Done(_) | Outcome::Failed(_) | Outcome::TimedOut => {
            Some(event.exited.unwrap_or(event.entered).since(start))
        }
    }
}

/// What is drawn of an event; lane and times are filled in later.
fn told(event: &Event, sockets: &Sockets, is_first: bool) -> Option<Call> {
    let happened = |act, name: String| Some(blank(act, name));
    match &event.happening {
        Happening::Call { call, socket, outcome, .. } => {
            called(call, socket.as_ref(), outcome.as_ref(), sockets)
        }
        Happening::LookUp(look_up) => {
            let addresses: Vec<String> =
                look_up.addresses.iter().map(ToString::to_string).collect();
            let name = look_up.name.as_deref().unwrap_or("…");
            Some(Call {
                argument: format!("\"{name}\""),
                outcome: Outcome::Done(addresses.join(", ")),
                ..blank(Act::Resolve, "getaddrinfo".to_owned())
            })
        }
        Happening::Started { .. } => happened(Act::Start, "starts".to_owned()),
        Happening::Forked { kind: Fork::Process, .. } => {
            happened(Act::Other, "makes a process".to_owned())
        }
        Happening::Forked { kind: Fork::Thread, .. } => {
            happened(Act::Other, "starts a thread".to_owned())
        }
        Happening::Signalled { signal } => happened(Act::Other, format!("gets {signal}")),
        Happening::Ended(ending) => {
            let how = match ending {
                Ending::Status(status) => format!("exits with status {status}"),
                Ending::Signal(signal) => format!("is killed by {signal}"),
            };
            happened(if is_first { Act::End } else { Act::Other }, how)
        }
        Happening::Foreign { form } => {
            happened(Act::Other, format!("goes on as {form}, whose calls are not seen"))
        }
        Happening::LookUpFile { .. } | Happening::ThreadEnded => None,
        Happening::LimitReached | Happening::Unreported { .. } => None,
    }
}

fn blank(act: Act, name: String) -> Call {
    Call {
        lane: 0,
        task: 1,
        act,
        name,
        argument: String::new(),
        data: None,
        outcome: Outcome::Done(String::new()),
        socket: None,
        accepted: None,
        peer: None,
        entered: Duration::ZERO,
        left: None,
        times: 1,
    }
}

/// A call on a socket; `None` if it is no Internet socket.
fn called(
    call: &event::Call,
    id: Option<&event::SocketId>,
    outcome: Option<&event::Outcome>,
    sockets: &Sockets,
) -> Option<Call> {
    let returned = match outcome {
        Some(event::Outcome::Returned(value)) => Some(*value),
        Some(event::Outcome::Failed(_)) | None => None,
    };
    let made = match call {
        event::Call::Socket { made, .. } => made.and_then(|made| made.socket),
        _ => None,
    };
    let id = id.copied().or(made).or_else(|| words::only_watched(call));
    if sockets.is_foreign(call, id) || is_self_check(call) {
        return None;
    }
    let mut socket = id.and_then(|id| sockets.get(id));
    let messages = words::messages(call);
    let data = messages.zip(returned).map(|(messages, count)| words::data(call, messages, count));
    if let (Some(socket), Some(address)) = (&mut socket, messages.and_then(words::first_address)) {
        socket.remote = Some(address);
    }
    let is_end = |data: &Data| {
        data.length == 0 && socket.is_none_or(|socket| socket.transport == Transport::Stream)
    };
    let act = act(call);
    let result = if act == Act::Receive && data.as_ref().is_some_and(is_end) {
        "the end of the stream".to_owned()
    } else {
        words::result(call)
    };
    let outcome = match outcome {
        Some(event::Outcome::Returned(0)) if act == Act::Poll => Outcome::TimedOut,
        Some(event::Outcome::Returned(_)) => Outcome::Done(result),
        Some(event::Outcome::Failed(errno)) => Outcome::Failed(errno.name.clone()),
        None => Outcome::Waiting,
    };
    let accepted = match call {
        event::Call::Accept { made: Some(made), .. } => made.socket.and_then(|id| sockets.get(id)),
        _ => None,
    };
    let name = words::name(call).to_owned();
    let argument = words::argument(call);
    Some(Call { argument, data, outcome, socket, accepted, ..blank(act, name) })
}

/// Whether it only asks whether a descriptor is open, as Rust's library does
/// before each close when it is built with its own checks.
fn is_self_check(call: &event::Call) -> bool {
    matches!(call, event::Call::Control { command, .. } if command == "F_GETFD")
}

fn act(call: &event::Call) -> Act {
    match call {
        event::Call::Socket { .. } | event::Call::SocketPair { .. } => Act::Socket,
        event::Call::Bind { .. } => Act::Bind,
        event::Call::Listen { .. } => Act::Listen,
        event::Call::Accept { .. } => Act::Accept,
        event::Call::Connect { .. } => Act::Connect,
        event::Call::Send { .. } => Act::Send,
        // A peek takes nothing out, so it counts for nothing.
        event::Call::Receive { flags, .. } if flags.iter().any(|flag| flag == "MSG_PEEK") => {
            Act::Option
        }
        event::Call::Receive { .. } => Act::Receive,
        event::Call::Shutdown { how: Half::Write | Half::Both } => Act::ShutDown,
        event::Call::Shutdown { how: Half::Read | Half::Other(_) } => Act::Option,
        event::Call::Close => Act::Close,
        event::Call::GetSockName { .. } | event::Call::GetPeerName { .. } => Act::Option,
        event::Call::SetSockOpt { .. } | event::Call::GetSockOpt { .. } => Act::Option,
        event::Call::Duplicate { .. } | event::Call::Control { .. } => Act::Option,
        event::Call::EpollCreate { .. } | event::Call::EpollControl { .. } => Act::Option,
        event::Call::Poll { .. } | event::Call::EpollWait { .. } => Act::Poll,
    }
}
