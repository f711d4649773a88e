//! A traced call in words: its name, what it was given, and what it gave back.

use std::net::SocketAddr;

use socket_trace::event::{
    AcceptCall, Address, Call, EpollOperation, Family, Half, Kind, Message, OptionValue, SendCall,
    SocketId, Watched,
};

use super::sockets::internet;
use ladder::Data;

/// Its name, as a beginner has met it: accept for accept4, and send for a
/// sendto without an address, as C's library has it, too.
pub(super) fn name(call: &Call) -> &'static str {
    match call {
        Call::Accept { by: AcceptCall::Accept4, .. } => "accept",
        Call::Send { by: SendCall::SendTo, messages, .. } if first_address(messages).is_none() => {
            "send"
        }
        _ => call.name(),
    }
}

/// What it was given.
pub(super) fn argument(call: &Call) -> String {
    match call {
        Call::Socket { family, kind, .. } | Call::SocketPair { family, kind, .. } => {
            format!("{}, {}", of_family(*family), of_kind(*kind))
        }
        Call::Bind { address } | Call::Connect { address } => of_address(address.as_ref()),
        Call::Listen { backlog } => format!("backlog {backlog}"),
        Call::SetSockOpt { option, value, .. } => format!("{option}, {}", of_value(value)),
        Call::GetSockOpt { option, .. } => option.clone(),
        Call::Send { messages, .. } => {
            first_address(messages).map(|address| address.to_string()).unwrap_or_default()
        }
        Call::Receive { flags, .. } => {
            flags.iter().find(|flag| *flag == "MSG_PEEK").cloned().unwrap_or_default()
        }
        Call::Shutdown { how } => match how {
            Half::Read => "SHUT_RD".to_owned(),
            Half::Write => "SHUT_WR".to_owned(),
            Half::Both => "SHUT_RDWR".to_owned(),
            Half::Other(how) => how.to_string(),
        },
        Call::Control { command, argument, .. } => {
            let words: Vec<&str> = [command].into_iter().chain(argument).map(|it| &**it).collect();
            words.join(", ")
        }
        Call::EpollControl { operation, watched } => {
            let operation = match operation {
                EpollOperation::Add => "add".to_owned(),
                EpollOperation::Modify => "modify".to_owned(),
                EpollOperation::Delete => "delete".to_owned(),
                EpollOperation::Other(number) => number.to_string(),
            };
            format!("{operation} {}", watched.wanted.join(" "))
        }
        Call::Poll { watched, .. } | Call::EpollWait { watched, .. } => {
            let mut wanted: Vec<&str> =
                watched.iter().flat_map(|one| &one.wanted).map(String::as_str).collect();
            wanted.dedup();
            wanted.join(" ")
        }
        Call::Accept { .. } | Call::GetSockName { .. } | Call::GetPeerName { .. } => String::new(),
        Call::Close | Call::Duplicate { .. } | Call::EpollCreate { .. } => String::new(),
    }
}

/// What it gave back, bytes apart.
pub(super) fn result(call: &Call) -> String {
    match call {
        Call::Accept { peer: Some(peer), .. } => format!("from {}", of_address(Some(peer))),
        Call::GetSockName { address } | Call::GetPeerName { address } => {
            of_address(address.as_ref())
        }
        Call::GetSockOpt { value: Some(value), .. } => of_value(value),
        Call::Receive { messages, .. } => {
            first_address(messages).map(|address| format!("from {address}")).unwrap_or_default()
        }
        Call::Accept { .. } | Call::GetSockOpt { .. } | Call::Socket { .. } => String::new(),
        Call::SocketPair { .. } | Call::Bind { .. } | Call::Listen { .. } => String::new(),
        Call::Connect { .. } | Call::SetSockOpt { .. } | Call::Send { .. } => String::new(),
        Call::Shutdown { .. } | Call::Close | Call::Duplicate { .. } => String::new(),
        Call::Control { .. } | Call::Poll { .. } | Call::EpollCreate { .. } => String::new(),
        Call::EpollControl { .. } | Call::EpollWait { .. } => String::new(),
    }
}

/// The messages of a call that moves bytes.
pub(super) fn messages(call: &Call) -> Option<&[Message]> {
    match call {
        Call::Send { messages, .. } | Call::Receive { messages, .. } => Some(messages),
        _ => None,
    }
}

/// The bytes that were moved; `count` is what the call returned.
pub(super) fn data(call: &Call, messages: &[Message], count: i64) -> Data {
    let count = u64::try_from(count).unwrap_or(0);
    // sendmmsg and recvmmsg count messages (their manual pages), all others bytes.
    let counts_messages = matches!(call.name(), "sendmmsg" | "recvmmsg");
    let length = match counts_messages {
        true => (0..count).zip(messages).map(|(_, message)| message.data.length).sum(),
        false => count,
    };
    let mut start: Vec<u8> = messages.iter().flat_map(|it| it.data.bytes.clone()).collect();
    start.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Data::new(&start, length)
}

/// The first address that messages name.
pub(super) fn first_address(messages: &[Message]) -> Option<SocketAddr> {
    messages.iter().find_map(|message| message.address.as_ref().and_then(internet))
}

/// The socket that a call waits for, if it is one alone.
pub(super) fn only_watched(call: &Call) -> Option<SocketId> {
    let (Call::Poll { watched, .. } | Call::EpollWait { watched, .. }) = call else { return None };
    match &watched[..] {
        [Watched { socket, .. }] => *socket,
        _ => None,
    }
}

fn of_address(address: Option<&Address>) -> String {
    match address {
        Some(Address::V4(address)) => address.to_string(),
        Some(Address::V6(address)) => address.to_string(),
        Some(Address::Unix(path)) => path.clone(),
        Some(Address::Other { family, .. }) => format!("an address of family {family}"),
        None => String::new(),
    }
}

fn of_family(family: Family) -> String {
    match family {
        Family::Inet => "IPv4".to_owned(),
        Family::Inet6 => "IPv6".to_owned(),
        Family::Unix => "AF_UNIX".to_owned(),
        Family::Netlink => "AF_NETLINK".to_owned(),
        Family::Other(number) => format!("family {number}"),
    }
}

fn of_kind(kind: Kind) -> String {
    match kind {
        Kind::Stream => "TCP".to_owned(),
        Kind::Datagram => "UDP".to_owned(),
        Kind::Raw => "raw".to_owned(),
        Kind::SequencedPacket => "SOCK_SEQPACKET".to_owned(),
        Kind::Other(number) => format!("type {number}"),
    }
}

fn of_value(value: &OptionValue) -> String {
    match value {
        OptionValue::Number(number) => number.to_string(),
        OptionValue::Time(time) => format!("{} s", time.as_secs_f64()),
        OptionValue::Linger { on: true, seconds } => format!("on, {seconds} s"),
        OptionValue::Linger { on: false, .. } => "off".to_owned(),
        OptionValue::Errno(errno) => errno.name.clone(),
        OptionValue::Bytes(data) => format!("{} bytes", data.length),
    }
}
