//! What stands beside a call: its words, its name in Python, and an arrow's
//! name. Not escaped: that is `characters.rs`.

use std::time::Duration;

use crate::ladder::{Act, ArrowKind, Call, Ladder, Outcome};
use crate::rows::Phase;

/// The most characters of sent or received data that are shown.
const MOST_DATA: usize = 40;

/// A call in words, as far as this phase of it is known.
pub(crate) fn call(call: &Call, phase: Phase, with_task: bool) -> String {
    let task = if with_task { format!("T{} ", call.task) } else { String::new() };
    let words = match phase {
        Phase::Whole if call.times > 1 => {
            format!("{} ×{}{}{}", bare(call), call.times, sum(call), data(call))
        }
        Phase::Whole => format!("{}{}{}", given(call), result(call), data(call)),
        Phase::Enter => format!("{} waits", given(call)),
        Phase::Return => format!("{}{}{}", bare(call), result(call), data(call)),
        Phase::Still => format!("still in {}", bare(call)),
    };
    format!("{task}{words}")
}

/// What calls that were folded come to.
fn sum(call: &Call) -> String {
    match &call.data {
        Some(data) => format!(", {} in all", bytes(data.length)),
        None => result(call),
    }
}

/// Whether a program has several threads or processes, so that each call says whose it is.
pub(crate) fn has_tasks(ladder: &Ladder, lane: usize) -> bool {
    ladder.calls.iter().any(|call| call.lane == lane && call.task > 1)
}

/// A time, in at most 8 characters.
pub(crate) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 0.99995 {
        format!("{:.1} ms", seconds * 1000.0)
    } else if seconds < 1000.0 {
        format!("{seconds:.2} s")
    } else {
        format!("{:.0} min", (seconds / 60.0).min(99_999.0))
    }
}

/// Whether it is a call of a function, and not another happening.
fn is_function(act: Act) -> bool {
    match act {
        Act::Resolve | Act::Socket | Act::Bind | Act::Listen | Act::Accept | Act::Connect => true,
        Act::Send | Act::Receive | Act::ShutDown | Act::Close | Act::Option | Act::Poll => true,
        Act::Start | Act::Print | Act::End | Act::Other => false,
    }
}

fn bare(call: &Call) -> String {
    if is_function(call.act) { format!("{}()", call.name) } else { call.name.clone() }
}

fn given(call: &Call) -> String {
    if !is_function(call.act) {
        return call.name.clone();
    }
    let length =
        call.data.as_ref().filter(|_| call.act == Act::Send).map(|data| bytes(data.length));
    let given: Vec<&str> =
        length.iter().map(String::as_str).chain([call.argument.as_str()]).collect();
    let given: Vec<&str> = given.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{}({})", call.name, given.join(", "))
}

fn result(call: &Call) -> String {
    let received = call.data.as_ref().filter(|_| call.act == Act::Receive);
    match (&call.outcome, received) {
        (Outcome::Failed(error), _) => match meaning(error) {
            Some(meaning) => format!(" = {error} ({meaning})"),
            None => format!(" = {error}"),
        },
        (Outcome::Done(result), None) if result.is_empty() => String::new(),
        (Outcome::Done(result), None) => format!(" = {result}"),
        (Outcome::Done(result), Some(data)) if result.is_empty() => {
            format!(" = {}", bytes(data.length))
        }
        (Outcome::Done(result), Some(data)) => format!(" = {}, {result}", bytes(data.length)),
        (Outcome::TimedOut, _) => " = nothing in time".to_owned(),
        (Outcome::Waiting, _) => " waits".to_owned(),
    }
}

fn data(call: &Call) -> String {
    let Some(data) = call.data.as_ref().filter(|data| !data.start.is_empty()) else {
        return String::new();
    };
    let shown: String = data.start.chars().take(MOST_DATA).collect();
    let is_all = shown.len() == data.start.len() && data.start.len() as u64 >= data.length;
    format!(" \"{shown}\"{}", if is_all { "" } else { "…" })
}

/// "1 byte", "24 bytes".
pub(crate) fn bytes(count: u64) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") }
}

/// What an error means, in a word or two (errno(3)).
fn meaning(error: &str) -> Option<&'static str> {
    Some(match error {
        "ECONNREFUSED" => "refused",
        "ECONNRESET" => "reset",
        "EPIPE" => "the other side is gone",
        "EAGAIN" => "nothing yet",
        "EINPROGRESS" => "under way",
        "ETIMEDOUT" => "no answer",
        "EADDRINUSE" => "address in use",
        "EADDRNOTAVAIL" => "no such address here",
        "EACCES" => "not allowed",
        "EMSGSIZE" => "too long",
        _ => return None,
    })
}

/// An arrow's name, short enough to stand on it.
pub(crate) fn arrow(kind: ArrowKind) -> String {
    match kind {
        ArrowKind::Connection => "SYN".to_owned(),
        ArrowKind::Refused => "refused".to_owned(),
        ArrowKind::Bytes(count) | ArrowKind::Datagram(count) => bytes(count),
        ArrowKind::Finish => "FIN".to_owned(),
        ArrowKind::Reset => "RST".to_owned(),
    }
}

/// What a short name on an arrow means, for who has not seen it before.
pub(crate) fn legend(kind: ArrowKind) -> Option<&'static str> {
    match kind {
        ArrowKind::Connection => Some("SYN: asks for a connection"),
        ArrowKind::Finish => Some("FIN: the end of the stream"),
        ArrowKind::Reset => Some("RST: a reset, the connection is gone at once"),
        ArrowKind::Refused => Some("refused: nobody listens on that port"),
        ArrowKind::Bytes(_) | ArrowKind::Datagram(_) => None,
    }
}

/// What Python calls it.
pub(crate) fn python(call: &Call) -> Option<&'static str> {
    Some(match call.act {
        Act::Resolve => "socket.getaddrinfo()",
        Act::Socket => "socket.socket()",
        Act::Bind => "s.bind()",
        Act::Listen => "s.listen()",
        Act::Accept => "s.accept()",
        Act::Connect => "s.connect()",
        Act::Send if call.name.starts_with("sendto") => "s.sendto()",
        Act::Send => "s.send()",
        Act::Receive if call.name.starts_with("recvfrom") => "s.recvfrom()",
        Act::Receive => "s.recv()",
        Act::ShutDown => "s.shutdown()",
        Act::Close => "s.close()",
        Act::Option => match call.name.as_str() {
            "setsockopt" => "s.setsockopt()",
            "getsockopt" => "s.getsockopt()",
            "getsockname" => "s.getsockname()",
            "getpeername" => "s.getpeername()",
            _ => return None,
        },
        Act::Poll => "select.select()",
        Act::Start | Act::Print | Act::End | Act::Other => return None,
    })
}
