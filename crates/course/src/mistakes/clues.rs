//! Reading evidence: questions that several mistakes ask.

use crate::evidence::Evidence;
use crate::surprise::{Delivery, Flaw, Letter, Surprise, Trouble};
use crate::text::address_in;
use lab::blocked::Blocked;
use lab::sockets::Protocol;
use std::net::IpAddr;

/// What a one-shot program printed instead of what it must.
pub struct Printed<'a> {
    /// What must be there.
    pub expected: &'a str,
    /// What is there.
    pub got: String,
    /// How the data had come.
    pub delivery: &'a Delivery,
}

/// What a one-shot program printed instead of what it must; `None` if that is
/// not what the evidence is about.
pub fn printed(evidence: &Evidence) -> Option<Printed<'_>> {
    let Surprise::Printed { expected, delivery } = &evidence.surprise else {
        return None;
    };
    let expected = std::str::from_utf8(expected).ok()?;
    Some(Printed { expected, got: evidence.record.stdout_text(), delivery })
}

/// Whether a one-shot program printed something of which this holds.
pub fn printed_is(evidence: &Evidence, holds: impl Fn(&Printed<'_>) -> bool) -> bool {
    printed(evidence).is_some_and(|printed| holds(&printed))
}

impl Printed<'_> {
    /// Whether it is a beginning of what must be there, not the whole, a cut
    /// character and the line end apart; then how many bytes of it.
    pub fn beginning(&self) -> Option<usize> {
        let got = self.got.strip_suffix('\n').unwrap_or(&self.got).trim_end_matches('\u{fffd}');
        let is_cut = got.len() + 1 < self.expected.len();
        (!got.is_empty() && is_cut && self.expected.starts_with(got)).then_some(got.len())
    }
}

/// A text that is made for the occasion has no four characters in a row, or in order,
/// with another one in common, but for a rare chance.
const NO_CHANCE: usize = 4;

impl Printed<'_> {
    /// Whether it comes from what must be there: a part of it in one piece, or
    /// characters of it in their order.
    pub fn resembles(&self) -> bool {
        let expected: Vec<char> = self.expected.trim().chars().collect();
        let got: Vec<char> = self.got.trim().chars().collect();
        let has_part = expected.windows(NO_CHANCE).any(|part| contains(&got, part));
        let mut rest = expected.iter();
        let is_thinned = got.iter().all(|character| rest.any(|other| other == character));
        has_part || is_thinned && got.len() >= NO_CHANCE
    }
}

fn contains(text: &[char], part: &[char]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Whether a line of a TCP server's output reports a client as it must, whichever.
pub fn reports_a_peer(evidence: &Evidence) -> bool {
    let stdout = evidence.record.stdout_text();
    let reported = |line: &str| line.strip_prefix("Got connection from ").and_then(address_in);
    stdout.lines().any(|line| reported(line).is_some())
}

/// Whether the program waits for what its client sends.
pub fn reads_from_its_client(evidence: &Evidence) -> bool {
    match &evidence.record.blocked {
        Some(Blocked::In { call, on: Some(on) }) => {
            matches!(*call, "recv()" | "read()" | "recvmsg()") && on.contains("connection with")
        }
        Some(Blocked::In { on: None, .. } | Blocked::Busy) | None => false,
    }
}

/// What is wrong with the report of a failure, if the evidence is about one.
pub fn flaw(evidence: &Evidence) -> Option<(Trouble, Flaw)> {
    match evidence.surprise {
        Surprise::Unreported { trouble, flaw } => Some((trouble, flaw)),
        _ => None,
    }
}

/// What went before a missing or wrong answer or line of a UDP server.
pub fn letter(evidence: &Evidence) -> Option<Letter> {
    match &evidence.surprise {
        Surprise::NoReply { mail, .. }
        | Surprise::WrongReply { mail, .. }
        | Surprise::MessageNotReported { mail, .. } => Some(*mail),
        _ => None,
    }
}

/// Whether HOST was a name, not an address, and was given.
pub fn host_is_name(evidence: &Evidence) -> bool {
    evidence.asked.host.as_ref().is_some_and(|host| host.parse::<IpAddr>().is_err())
}

/// Whether HOST was an IPv6 address.
pub fn host_is_ipv6(evidence: &Evidence) -> bool {
    let host = evidence.asked.host.as_ref().and_then(|host| host.parse::<IpAddr>().ok());
    host.is_some_and(|host| host.is_ipv6())
}

/// Whether the program names a port on standard error, and only others than the
/// one it was given: behind the last colon of an address, or after "port".
pub fn names_other_port(evidence: &Evidence) -> bool {
    let Some(asked) = evidence.asked.port else {
        return false;
    };
    let text = evidence.record.stderr_text();
    let ports: Vec<u16> = text
        .split([':', ' ', '\'', ','])
        .zip(text.split([':', ' ', '\'', ',']).skip(1))
        .filter(|(before, _)| {
            *before == "port"
                || before.ends_with(']')
                || before.ends_with(|last: char| last.is_ascii_digit()) && before.contains('.')
                || evidence.asked.host.as_deref() == Some(*before)
        })
        .filter_map(|(_, port)| port.trim_end_matches([';', '.', ')', '\n', '\r']).parse().ok())
        .collect();
    !ports.is_empty() && !ports.contains(&asked)
}

/// Whether a program that still runs owns a socket of this protocol.
pub fn owns(evidence: &Evidence, protocol: Protocol) -> bool {
    evidence.record.sockets.iter().any(|socket| socket.protocol == protocol)
}
