//! The words for a surprise: what was expected, what was seen, what it means in
//! general, and what to do next. A known mistake has better words for the last
//! two (see [`crate::mistakes`]).

use crate::evidence::{Evidence, Record};
use crate::show;
use crate::surprise::{Cue, Flaw, Letter, Nudge, Order, Situation, Surprise, Trouble};
use lab::peer::connection::{Received, StreamEnd};

/// What must happen.
#[must_use]
pub fn expected(evidence: &Evidence) -> String {
    match &evidence.surprise {
        Surprise::NotAnnounced { situation } => {
            format!("the line \"Listening on ADDR\" on standard output{}", when(*situation))
        }
        Surprise::Unreadable { .. } => {
            "\"Listening on \" and an address such as 127.0.0.1:48437 or [::1]:48437".to_owned()
        }
        Surprise::AnnouncedElsewhere { expected, .. } if expected.port() == 0 => {
            format!(
                "\"Listening on {}:PORT\" with the port that the system chose",
                bracketed(expected.ip())
            )
        }
        Surprise::AnnouncedElsewhere { expected, .. } => format!("\"Listening on {expected}\""),
        Surprise::NotListening { announced, protocol, .. } => match protocol {
            lab::sockets::Protocol::Tcp => format!(
                "your program owns a listening TCP socket at port {} when it says \"Listening on {announced}\"",
                announced.port()
            ),
            lab::sockets::Protocol::Udp => format!(
                "your program owns a UDP socket at port {} when it says \"Listening on {announced}\"",
                announced.port()
            ),
        },
        Surprise::BoundElsewhere { expected } => format!("a socket bound to exactly {expected}"),
        Surprise::ServesIpv4 { host } => format!(
            "a refusal: {host} is an IPv4 address, so exit status 1 and \"error: …\" on standard error"
        ),
        Surprise::TakesIpv4 { port, .. } => {
            format!("port {port} stays free for an IPv4 server on 0.0.0.0")
        }
        Surprise::Unreachable { at, situation } => {
            format!("a connection to {at}{}", when(*situation))
        }
        Surprise::Greeting { situation, .. } => format!(
            "the 24 bytes {} and then the end of the stream{}",
            show::bytes(crate::experiments::serving::GREETING),
            when(*situation)
        ),
        Surprise::PeerNotReported { peer, .. } if peer.port() == 0 => {
            "\"Got connection from ADDR\" on standard output, with the client's address".to_owned()
        }
        Surprise::PeerNotReported { peer, .. } => {
            format!("\"Got connection from {peer}\" on standard output, while the program runs")
        }
        Surprise::PrintsTooMuch { visits, .. } => {
            format!("a few lines of output for {visits} visits")
        }
        Surprise::NobodyCalled { at, .. } => format!("a connection to {at}"),
        Surprise::Talked { .. } => {
            "not a single byte from you, and the connection closed when you end".to_owned()
        }
        Surprise::CalledAgain => "one connection".to_owned(),
        Surprise::StillRunning { after } => format!("your program ends {}", cue(*after)),
        Surprise::Failed { .. } => "exit status 0".to_owned(),
        Surprise::Printed { expected, .. } => {
            format!("on standard output, exactly {}", show::bytes(expected))
        }
        Surprise::Unreported { trouble, .. } => format!(
            "{}: exit status 1 and a line \"error: …\" on standard error",
            circumstance(*trouble)
        ),
        Surprise::LostBeforeReset { expected } => {
            format!("what was read before the reset is still printed: {}", show::bytes(expected))
        }
        Surprise::Help { .. } => {
            "`--help` ends with exit status 0 and describes every argument and its default"
                .to_owned()
        }
        Surprise::Usage => {
            "an argument that does not exist ends the program with exit status 2".to_owned()
        }
        Surprise::NoDatagram { at, .. } => format!("a datagram at {at}"),
        Surprise::WrongMessage { expected, attempt, .. } => {
            format!("attempt {attempt}: the datagram {}", show::bytes(expected))
        }
        Surprise::FixedPort { .. } => {
            "two clients that run at once send from two different ports, which the system picks"
                .to_owned()
        }
        Surprise::Attempts { expected, .. } => {
            format!("{expected} attempts in all, if no answer comes")
        }
        Surprise::Pace { asked, .. } => {
            format!("a new attempt after {} ms without an answer", asked.as_millis())
        }
        Surprise::NoReply { mail, .. } => format!("an answer {}", letter(*mail)),
        Surprise::WrongReply { mail, expected, .. } => {
            format!("{}: the answer {}", letter(*mail), show::bytes(expected))
        }
        Surprise::ReplyFromElsewhere { server, .. } => {
            format!("the answer comes from {server}, the address that we had written to")
        }
        Surprise::MessageNotReported { mail, expected, .. } => format!(
            "{}: the line {} on standard output",
            letter(*mail),
            show::bytes(expected.as_bytes())
        ),
    }
}

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
        Surprise::NotListening { came_late: true, protocol, .. } => {
            format!("no {protocol} socket at first; it came later")
        }
        Surprise::NotListening { .. } => format!("{}; {}", sockets(record), state(record)),
        Surprise::BoundElsewhere { .. } => sockets(record),
        Surprise::ServesIpv4 { .. } => format!("it listens: {}", sockets(record)),
        Surprise::TakesIpv4 { order: Order::Ipv6First, .. } => {
            "an IPv4 server cannot be started: the port is in use".to_owned()
        }
        Surprise::TakesIpv4 { order: Order::Ipv4First, .. } => {
            format!("your server cannot be started; {}", state(record))
        }
        Surprise::Unreachable { .. } => format!("the connection was refused; {}", state(record)),
        Surprise::Greeting { received, nudge, .. } => greeting(received, *nudge, record),
        Surprise::PeerNotReported { came_late: true, .. } => {
            "it came only when many more clients had come".to_owned()
        }
        Surprise::PeerNotReported { .. } => format!("no such line; {}", state(record)),
        Surprise::PrintsTooMuch { printed, .. } => format!("{printed} bytes of output"),
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
        Surprise::Unreported { flaw, .. } => self::flaw(*flaw, record),
        Surprise::Help { missing } if missing.is_empty() => state(record),
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
        Surprise::Attempts { got, .. } => format!("{got}; {}", state(record)),
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

/// What a surprise means, where no known mistake says it better.
#[must_use]
pub fn means(evidence: &Evidence) -> &'static str {
    if evidence.record.flooded {
        return "It printed more than 16 MB, so we stopped it.";
    }
    if evidence.record.panicked() {
        return "Your program panicked. What went wrong is in its message on standard error.";
    }
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => {
            "Nobody can know that your server is ready, or at which address."
        }
        Surprise::Unreadable { .. } => {
            "Whoever starts your server cannot read from this where it is."
        }
        Surprise::AnnouncedElsewhere { .. } => {
            "The address in the line must be the one that the socket really has."
        }
        Surprise::NotListening { .. } => {
            "The line is there, but no client can come: the operating system has no such socket of your program."
        }
        Surprise::BoundElsewhere { .. } => "Who asks for one address wants that one and no other.",
        Surprise::ServesIpv4 { .. } => "A server for IPv6 only must not quietly serve IPv4.",
        Surprise::TakesIpv4 { .. } => {
            "Your server and one for IPv4 cannot live side by side on the same port."
        }
        Surprise::Unreachable { .. } => "There is nobody any more who would accept a connection.",
        Surprise::Greeting { .. } => {
            "A client relies on getting exactly these bytes, and on the end of the stream to know that it has all."
        }
        Surprise::PeerNotReported { .. } => {
            "Who watches the server's output does not learn who has connected."
        }
        Surprise::PrintsTooMuch { .. } => "It prints without a reason, and without end.",
        Surprise::NobodyCalled { .. } => {
            "Your program did not reach the host and port that it was given."
        }
        Surprise::Talked { .. } => "In this step the connection is made and nothing is said on it.",
        Surprise::CalledAgain => "Each connection costs the server work; one is enough.",
        Surprise::StillRunning { .. } => "Your program waits for something that does not come.",
        Surprise::Failed { .. } => {
            "Everything went well on our side, so your program should have succeeded."
        }
        Surprise::Printed { .. } => {
            "Other programs read your output; it must be exactly what is specified."
        }
        Surprise::Unreported { .. } => {
            "This failure must be expected. Who called your program needs to see it: a script from the exit status, a person from the message."
        }
        Surprise::LostBeforeReset { .. } => {
            "A reset ends the connection, but it does not undo what has arrived before."
        }
        Surprise::Help { .. } => "Nobody can use what is not described.",
        Surprise::Usage => "A typing error in an argument would go unnoticed.",
        Surprise::NoDatagram { .. } => {
            "The message never left for the address that your program was given."
        }
        Surprise::WrongMessage { .. } => "The message must arrive byte by byte as it was given.",
        Surprise::FixedPort { .. } => {
            "Two of your clients on one machine get into each other's way."
        }
        Surprise::Attempts { .. } => {
            "UDP may lose a datagram in either direction. Sending again three times is the agreed compromise."
        }
        Surprise::Pace { .. } => "Whoever calls your client decides how long it waits.",
        Surprise::NoReply { .. } => "A client waits for this answer in vain.",
        Surprise::WrongReply { .. } => {
            "The answer must be the prefix and then the bytes that came, unchanged."
        }
        Surprise::ReplyFromElsewhere { .. } => {
            "A client cannot tell this answer from one of a stranger, and drops it."
        }
        Surprise::MessageNotReported { .. } => {
            "Who watches the server's output does not learn what came, and from whom."
        }
    }
}

/// What to do next, where no known mistake says it better.
#[must_use]
pub fn next(evidence: &Evidence) -> &'static str {
    if evidence.record.flooded {
        return "look for a loop that prints and never ends";
    }
    if evidence.record.panicked() {
        return "return an error instead of calling unwrap() or expect() there";
    }
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => {
            "print the line with println! after the socket listens (for UDP, is bound)"
        }
        Surprise::Unreadable { .. } => {
            "print what local_addr() of the socket gives; its Display form is the right one"
        }
        Surprise::AnnouncedElsewhere { .. } => {
            "bind HOST and PORT as they were given, and print what local_addr() gives"
        }
        Surprise::NotListening { .. } => {
            "make the socket, bind it, listen, and print the line after that"
        }
        Surprise::BoundElsewhere { .. } => "bind the address that HOST stands for",
        Surprise::ServesIpv4 { .. } => {
            "look at each address of HOST, and refuse it if it is no IPv6 address"
        }
        Surprise::TakesIpv4 { .. } => "switch V6ONLY on before you bind",
        Surprise::Unreachable { .. } => "keep accepting in a loop that no client can end",
        Surprise::Greeting { .. } => {
            "for each connection: write all the bytes, then let the stream drop"
        }
        Surprise::PeerNotReported { .. } => {
            "print the address that accept() gives you, with println!, as soon as the client is there"
        }
        Surprise::PrintsTooMuch { .. } => "look for a loop that prints while nothing happens",
        Surprise::NobodyCalled { .. } => "connect to the host and port from the arguments",
        Surprise::Talked { .. } => "remove the write",
        Surprise::CalledAgain => "connect once, and keep that connection",
        Surprise::StillRunning { .. } => "see what it waits for, and end it there",
        Surprise::Failed { .. } => "read the message on standard error: it says what failed",
        Surprise::Printed { .. } => "compare the two texts at the caret",
        Surprise::Unreported { .. } => {
            "return the error from the function, print it with eprintln!(\"error: …\") and end with exit status 1"
        }
        Surprise::LostBeforeReset { .. } => {
            "collect what you read outside the read loop, and print it before you report the error"
        }
        Surprise::Help { .. } => {
            "give each argument a doc comment and its default, as the stub does"
        }
        Surprise::Usage => "leave the parsing to clap, as the stub does",
        Surprise::NoDatagram { .. } => {
            "send MESSAGE with send_to (or connect and send) to HOST and PORT"
        }
        Surprise::WrongMessage { .. } => "send MESSAGE.as_bytes(), the same each time",
        Surprise::FixedPort { .. } => "bind port 0: the system picks a free one",
        Surprise::Attempts { .. } => "send, wait for the timeout, and do that three times in all",
        Surprise::Pace { .. } => "set the socket's read timeout to what --timeout says",
        Surprise::NoReply { .. } => "answer every datagram, in a loop that nothing ends",
        Surprise::WrongReply { .. } => "answer with the prefix and the bytes &buffer[..length]",
        Surprise::ReplyFromElsewhere { .. } => {
            "send the answer with send_to on the socket that received the datagram"
        }
        Surprise::MessageNotReported { .. } => "print the line for each datagram, with println!",
    }
}

/// How the program is now.
fn state(record: &Record) -> String {
    match (record.exit, &record.blocked) {
        _ if record.flooded => "your program printed without end".to_owned(),
        (Some(exit), _) => format!("your program had ended with {exit}"),
        (None, Some(blocked)) => format!("your program was still running, {blocked}"),
        (None, None) => "your program was still running".to_owned(),
    }
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

fn when(situation: Situation) -> &'static str {
    match situation {
        Situation::First => "",
        Situation::Second => ", for the next client too",
        Situation::BesideSilent => ", while another client is connected and does nothing",
        Situation::AfterReset => ", after clients that had reset their connections",
        Situation::AfterLeaving => ", after clients that had left at once",
        Situation::Crowd => ", for each of a dozen clients that came at once",
        Situation::Restarted => ", when it is started again at once on the same port",
        Situation::BesideIpv4 => ", although an IPv4 server has the same port",
        Situation::Named => ", when HOST is a name",
        Situation::NamedBothFamilies => ", when HOST is a name with addresses of both families",
        Situation::NamedWithUnusable => {
            ", when one address of the name cannot be bound and another can"
        }
        Situation::DefaultHost => ", when HOST is left out",
        Situation::DefaultHostAndPort => ", when HOST and PORT are left out",
    }
}

fn cue(cue: Cue) -> &'static str {
    match cue {
        Cue::Connected => "once it has connected, without waiting for the server",
        Cue::WeClosed => "once we have closed our side of the connection",
        Cue::WeAnswered => "once it has the answer",
        Cue::Usage => "at once",
    }
}

fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::First => "to a datagram",
        Letter::Second => "to another datagram from the same sender",
        Letter::OtherSender => "to a datagram from another sender",
        Letter::Empty => "to an empty datagram",
        Letter::AfterEmpty => "to a datagram that follows an empty one",
        Letter::Binary => "to a datagram that is not UTF-8",
        Letter::Long => "to a datagram of 4096 bytes",
        Letter::AfterLonger => "to a short datagram that follows a long one",
        Letter::Control => "to a datagram with control characters",
        Letter::Spaced => "to a datagram with white space at its ends",
        Letter::AfterHuge => "to a datagram that follows one so long that no answer fits",
        Letter::AfterLost => "to a datagram, after senders that had gone",
    }
}

fn circumstance(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Refused => "nobody listens there",
        Trouble::UnknownName => "the name does not resolve",
        Trouble::PortBusy => "the port is in use",
        Trouble::PortPrivileged => "the port is privileged",
        Trouble::Reset => "the connection was reset",
        Trouble::NoReply => "no answer came",
        Trouble::Ipv4Host => "the address is not IPv6",
    }
}

fn flaw(flaw: Flaw, record: &Record) -> String {
    match flaw {
        Flaw::Hangs | Flaw::Crashed => state(record),
        Flaw::Panicked => "a panic, and exit status 101".to_owned(),
        Flaw::Success => "exit status 0, which says that all went well".to_owned(),
        Flaw::OtherStatus(status) => format!("exit status {status}"),
        Flaw::ClaimedSuccess => "your program printed that it had succeeded".to_owned(),
        Flaw::OnStdout => "the message is on standard output, not on standard error".to_owned(),
        Flaw::Silent => "exit status 1, but not a word on standard error".to_owned(),
        Flaw::NoPrefix => {
            "exit status 1, but no line on standard error begins with \"error: \" and goes on"
                .to_owned()
        }
    }
}

fn bracketed(ip: std::net::IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}
