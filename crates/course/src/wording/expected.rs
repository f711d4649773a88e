//! What must happen.

use crate::evidence::Evidence;
use crate::show;
use crate::surprise::{Cue, Letter, Situation, Surprise, Trouble};

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
        Surprise::NotListening { announced, .. } if announced.port() == 0 => {
            "the port that the system chose, which is not 0".to_owned()
        }
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
        Surprise::Unreachable { at, situation, .. } => {
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
            format!("\"Got connection from {peer}\" on standard output, at once")
        }
        Surprise::PrintsTooMuch { .. } => "no output while nobody comes".to_owned(),
        Surprise::NobodyCalled { at, .. } => format!("a connection to {at}"),
        Surprise::Talked { .. } => {
            "not a single byte from you, and the connection closed when you end".to_owned()
        }
        Surprise::OutOfOrder { first, .. } => {
            format!("a connection to {first}, the first address of the name; it answers")
        }
        Surprise::Listened => "you end without reading a single byte".to_owned(),
        Surprise::CalledAgain => "one connection".to_owned(),
        Surprise::StillRunning { after } => format!("your program ends {}", cue(*after)),
        Surprise::Failed { .. } => "exit status 0".to_owned(),
        Surprise::Printed { expected, .. } => {
            format!("on standard output, exactly {}", show::bytes(expected))
        }
        Surprise::Unreported { trouble, .. } => format!(
            "exit status 1 and a line \"error: …\" on standard error, because {}",
            circumstance(*trouble)
        ),
        Surprise::LostBeforeReset { expected } => {
            format!("what was read before the reset is still printed: {}", show::bytes(expected))
        }
        Surprise::Help { .. } => {
            "`--help` ends with exit status 0 and describes every argument and its default"
                .to_owned()
        }
        Surprise::Usage => "a wrong argument ends the program with exit status 2".to_owned(),
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
        Surprise::Pace { asked: Some(asked), .. } => {
            format!("a new attempt after {} ms without an answer", asked.as_millis())
        }
        Surprise::Pace { asked: None, .. } => {
            "a new attempt after one second without an answer, when --timeout is left out"
                .to_owned()
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

fn when(situation: Situation) -> &'static str {
    match situation {
        Situation::First => "",
        Situation::Second => ", for the next client too",
        Situation::BesideSilent => ", while another client is connected and does nothing",
        Situation::AfterReset => ", after clients that had reset their connections",
        Situation::AfterLeaving => ", after clients that had left at once",
        Situation::Crowd => ", for each of many clients that came at once",
        Situation::AfterMany => ", after a hundred clients as before them",
        Situation::AfterQuiet => ", also after a while in which nobody came",
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
        Letter::AfterMany => "to a datagram after a hundred others",
        Letter::AfterQuiet => "to a datagram after a while in which none came",
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

fn bracketed(ip: std::net::IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}
