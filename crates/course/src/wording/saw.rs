//! What happened instead.

use crate::evidence::{Evidence, Record};
use crate::show;
use crate::surprise::{Flaw, Nudge, Surprise};
use lab::exit::Exit;
use lab::peer::connection::{Received, StreamEnd};

/// What happened.
#[must_use]
pub fn saw(evidence: &Evidence) -> String {
    let record = &evidence.record;
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } if record.exit.is_none() && !record.sockets.is_empty() => {
            format!("no such line, although {} is there; {}", sockets(record), state(record))
        }
        Surprise::NotAnnounced { .. } => format!("no such line; {}", state(record)),
        Surprise::Unreadable { line } => show::bytes(line.as_bytes()),
        Surprise::AnnouncedElsewhere { announced, .. } => format!("\"Listening on {announced}\""),
        Surprise::NotListening { announced, .. } if announced.port() == 0 => {
            format!("\"Listening on {announced}\"; it has {}", sockets(record))
        }
        Surprise::NotListening { came_late: true, protocol, .. } => {
            format!("no {protocol} socket at first; it came later")
        }
        Surprise::NotListening { .. } => format!("{}; {}", sockets(record), state(record)),
        Surprise::BoundElsewhere { .. } => sockets(record),
        Surprise::ServesIpv4 { .. } => format!("it listens: {}", sockets(record)),
        Surprise::TakesIpv4 { .. } => {
            "an IPv4 server cannot be started: the port is in use".to_owned()
        }
        Surprise::Unreachable { refused: true, .. } => {
            format!("the connection was refused; {}", state(record))
        }
        Surprise::Unreachable { refused: false, .. } => {
            format!("no answer: the queue of the listener is full; {}", state(record))
        }
        Surprise::Greeting { received, nudge, .. } => greeting(received, *nudge, record),
        Surprise::PeerNotReported { came_late: true, .. } => {
            "it came only when many more clients had come".to_owned()
        }
        Surprise::PeerNotReported { late: Some(late), .. } => {
            format!("it came only after {} ms", late.as_millis())
        }
        Surprise::PeerNotReported { .. } => format!("no such line; {}", state(record)),
        Surprise::PrintsTooMuch { printed } => format!("{printed} bytes of output within a moment"),
        Surprise::NobodyCalled { decoy: Some(decoy), .. } => {
            format!("your program connected to {decoy} instead")
        }
        Surprise::NobodyCalled { datagram: true, .. } => {
            "no connection, but a UDP datagram".to_owned()
        }
        Surprise::NobodyCalled { decoy: None, .. } => {
            format!("nobody connected; {}", state(record))
        }
        Surprise::Talked { bytes } if bytes.is_empty() => {
            "the connection stayed open after your program had ended".to_owned()
        }
        Surprise::Talked { bytes } => format!("you sent {}", show::bytes(bytes)),
        Surprise::OutOfOrder { called, .. } => format!("your program connected to {called}"),
        Surprise::Listened => "you read what we had sent".to_owned(),
        Surprise::CalledAgain => "a second connection".to_owned(),
        Surprise::StillRunning { .. } => state(record),
        Surprise::Failed { .. } => state(record),
        Surprise::Printed { expected, .. } | Surprise::LostBeforeReset { expected } => {
            if record.stdout.is_empty() {
                format!("nothing on standard output; {}", state(record))
            } else {
                show::difference(expected, &record.stdout)
            }
        }
        Surprise::Unreported { flaw, .. } => report(*flaw, record),
        Surprise::Help { .. } if record.exit != Some(Exit::Status(0)) => state(record),
        Surprise::Help { missing } => {
            format!("the help text does not mention {}", missing.join(", "))
        }
        Surprise::Usage => state(record),
        Surprise::NoDatagram { decoy: Some(decoy), .. } => {
            format!("it was sent to {decoy} instead")
        }
        Surprise::NoDatagram { connection: true, .. } => {
            "no datagram, but a TCP connection".to_owned()
        }
        Surprise::NoDatagram { .. } => format!("none; {}", state(record)),
        Surprise::WrongMessage { expected, got, .. } => show::difference(expected, got),
        Surprise::FixedPort { port } => format!("both send from port {port}"),
        Surprise::Attempts { expected, got } if got > expected => format!("attempt number {got}"),
        Surprise::Attempts { got: 1, .. } => {
            format!("one datagram, and no more; {}", state(record))
        }
        Surprise::Attempts { got, .. } => format!("{got} datagrams; {}", state(record)),
        Surprise::Pace { measured, .. } => {
            format!("a new attempt after {} ms", measured.as_millis())
        }
        Surprise::NoReply { late: Some(late), .. } => {
            format!("it came only after {} ms", late.as_millis())
        }
        Surprise::NoReply { decoy: Some(decoy), .. } => format!("it went to {decoy} instead"),
        Surprise::NoReply { .. } => format!("no answer; {}", state(record)),
        Surprise::WrongReply { expected, got, .. } => show::difference(expected, got),
        Surprise::ReplyFromElsewhere { from, .. } => format!("it comes from {from}"),
        Surprise::MessageNotReported { came_late: true, .. } => {
            "it came only when many more datagrams had come".to_owned()
        }
        Surprise::MessageNotReported { printed: Some(printed), expected, .. } => {
            show::difference(expected.as_bytes(), printed.as_bytes())
        }
        Surprise::MessageNotReported { printed: None, .. } => {
            format!("no line for this sender; {}", state(record))
        }
    }
}

/// How the program is now.
fn state(record: &Record) -> String {
    if record.flooded {
        return "your program printed without end: more than 16 MB, so we stopped it".to_owned();
    }
    if let Some(exit) = record.exit {
        return format!("your program had ended with {exit}");
    }
    let mut text = "your program was still running".to_owned();
    if let Some(blocked) = &record.blocked {
        text.push_str(&format!(", {blocked}"));
    }
    if record.is_mute {
        text.push_str(", but had closed its standard output");
    }
    text
}

fn sockets(record: &Record) -> String {
    if record.sockets.is_empty() {
        return "your program owns no such socket".to_owned();
    }
    let all: Vec<_> = record.sockets.iter().map(ToString::to_string).collect();
    all.join(" and ")
}

fn greeting(received: &Received, nudge: Option<Nudge>, record: &Record) -> String {
    let what = if received.bytes.is_empty() {
        "no byte".to_owned()
    } else if received.bytes == crate::experiments::serving::GREETING {
        "the greeting".to_owned()
    } else {
        show::difference(crate::experiments::serving::GREETING, &received.bytes)
    };
    let end = match received.end {
        StreamEnd::Closed => "then the end of the stream",
        StreamEnd::Reset => "then a reset of the connection",
        StreamEnd::Open if nudge == Some(Nudge::WeSpoke) => "until we had sent something ourselves",
        StreamEnd::Open if nudge == Some(Nudge::WeClosed) => {
            "and the end of the stream only after we had closed our side"
        }
        StreamEnd::Open => "and no end of the stream",
    };
    if let Some(late) =
        received.first_after.filter(|late| *late > crate::experiments::serving::PROMPT)
    {
        return format!("it came only after {} ms; {}", late.as_millis(), state(record));
    }
    let separator = if what.contains('\n') { "\n" } else { ", " };
    format!("{what}{separator}{end}; {}", state(record))
}

fn report(flaw: Flaw, record: &Record) -> String {
    match flaw {
        Flaw::Hangs | Flaw::Crashed => state(record),
        Flaw::Panicked => "a panic, and exit status 101".to_owned(),
        Flaw::Success => "exit status 0, which says that all went well".to_owned(),
        Flaw::OtherStatus(status) => format!("exit status {status}"),
        Flaw::ClaimedSuccess => "your program printed that it had succeeded".to_owned(),
        Flaw::Chatty => {
            "that, but something on standard output, too, which is for results".to_owned()
        }
        Flaw::OnStdout => "the message is on standard output, not on standard error".to_owned(),
        Flaw::Silent => "exit status 1, but not a word on standard error".to_owned(),
        Flaw::NoPrefix => {
            "exit status 1, but no line on standard error begins with \"error: \" and goes on"
                .to_owned()
        }
    }
}
