//! Events as `strace -f -y -xx -s 256` would print them, thread by thread.

use socket_trace::event::{
    Address, Call, ControlCall, Data, Event, Family, Happening, Kind, Message, Opened, OptionValue,
    Outcome, Protocol, ReceiveCall, SendCall, SocketId, Watched,
};

/// A line for each call: the thread, and the text.
pub fn lines(events: &[Event]) -> Vec<(u32, String)> {
    let line = |event: &Event| match &event.happening {
        Happening::Call { call, outcome: None, .. } => Some(format!("{} unfinished", system(call))),
        Happening::Call { call, descriptor, socket, outcome: Some(outcome) } => {
            let fd = descriptor.map(|number| fd(number, *socket));
            Some(format!("{}({}", system(call), rest(call, &fd.unwrap_or_default(), outcome)))
        }
        _ => None,
    };
    events.iter().filter_map(|event| Some((event.thread, line(event)?))).collect()
}

/// strace prints the system call behind C's function.
fn system(call: &Call) -> &'static str {
    match call.name() {
        "send" => "sendto",
        "recv" => "recvfrom",
        "epoll_create" => "epoll_create1",
        name => name,
    }
}

fn fd(number: i32, socket: Option<SocketId>) -> String {
    match socket {
        Some(SocketId(inode)) => format!("{number}<socket:[{inode}]>"),
        None => number.to_string(),
    }
}

fn opened(made: Option<Opened>) -> String {
    made.map_or_else(|| "?".to_owned(), |made| fd(made.descriptor, made.socket))
}

fn rest(call: &Call, fd: &str, outcome: &Outcome) -> String {
    let value = match outcome {
        Outcome::Returned(value) => value.to_string(),
        Outcome::Failed(errno) => format!("-1 {} ({})", errno.name, errno.meaning),
    };
    let ok = matches!(outcome, Outcome::Returned(_));
    let made_or = |made: &Option<Opened>| if ok { opened(*made) } else { value.clone() };
    match call {
        Call::Socket { family, kind, flags, protocol, made } => {
            format!("{}) = {}", making(*family, *kind, flags, *protocol), made_or(made))
        }
        Call::SocketPair { family, kind, flags, protocol, made } => {
            let pair = made.map(|pair| pair.map(|each| opened(Some(each))).join(", "));
            let what = making(*family, *kind, flags, *protocol);
            format!("{what}, [{}]) = {value}", pair.unwrap_or_default())
        }
        Call::Bind { address } | Call::Connect { address } => {
            format!("{fd}, {}, {}) = {value}", show(address), length(address))
        }
        Call::GetSockName { address } | Call::GetPeerName { address } => {
            let got = if ok { show(address) } else { "PTR".to_owned() };
            format!("{fd}, {got}, [{}]) = {value}", length(address))
        }
        Call::Listen { backlog } => format!("{fd}, {backlog}) = {value}"),
        Call::Accept { flags, peer, made, .. } => {
            let flags: String = flags.iter().map(|flag| format!(", {flag}")).collect();
            let peer = match peer {
                Some(_) => format!("{}, [{}]", show(peer), length(peer)),
                None if ok => "NULL, NULL".to_owned(),
                None => "PTR, LENGTH".to_owned(),
            };
            format!("{fd}, {peer}{flags}) = {}", made_or(made))
        }
        Call::SetSockOpt { level, option, value: given } => {
            let (level, option) = named(level, option);
            format!("{fd}, {level}, {option}, {}) = {value}", option_value(given, ""))
        }
        Call::GetSockOpt { level, option, value: got } => {
            let (level, option) = named(level, option);
            let got = got.as_ref().map(|got| option_value(got, "[]")).unwrap_or_default();
            format!("{fd}, {level}, {option}, {got}) = {value}")
        }
        Call::Send { by, flags, messages } => sent(*by, fd, flags, messages, &value),
        Call::Receive { by, flags, room, messages } => {
            received(*by, fd, flags, *room, messages.first(), &value)
        }
        Call::Shutdown { how } => {
            use socket_trace::event::Half;
            let how = match how {
                Half::Read => "SHUT_RD",
                Half::Write => "SHUT_WR",
                Half::Both => "SHUT_RDWR",
                Half::Other(_) => "?",
            };
            format!("{fd}, {how}) = {value}")
        }
        Call::Close => format!("{fd}) = {value}"),
        Call::Duplicate { made, .. } => format!("{fd}, DUP) = {}", made_or(made)),
        Call::Control { by: ControlCall::Ioctl, command, argument } => {
            format!("{fd}, {command}, [{}]) = {value}", argument.join("|"))
        }
        Call::Control { by: ControlCall::Fcntl, command, argument } => {
            let flags = argument.join("|");
            match (command.as_str(), outcome) {
                ("F_GETFD" | "F_GETFL", Outcome::Returned(bits)) => {
                    format!("{fd}, {command}) = {bits:#x} (flags {flags})")
                }
                _ => format!("{fd}, {command}, {flags}) = {value}"),
            }
        }
        Call::Poll { watched, timeout, .. } => {
            let ready: Vec<Watched> =
                watched.iter().filter(|each| !each.ready.is_empty()).cloned().collect();
            let timeout = timeout.map_or(-1, |timeout| timeout.as_millis().try_into().unwrap());
            let (count, wanted) = (watched.len(), list(watched, "events", |each| &each.wanted));
            // strace does not say again what the descriptors are.
            let ready: Vec<Watched> =
                ready.into_iter().map(|each| Watched { socket: None, ..each }).collect();
            let found = match outcome {
                Outcome::Returned(0) => " (Timeout)".to_owned(),
                Outcome::Returned(_) => {
                    format!(" ({})", list(&ready, "revents", |each| &each.ready))
                }
                Outcome::Failed(_) => String::new(),
            };
            format!("{wanted}, {count}, {timeout}) = {value}{found}")
        }
        Call::EpollCreate { flags, made } => format!("{}) = {}", bits(flags), made_or(made)),
        Call::EpollControl { .. } | Call::EpollWait { .. } => "EPOLL".to_owned(),
    }
}

fn list(watched: &[Watched], field: &str, of: impl Fn(&Watched) -> &Vec<String>) -> String {
    let each = |each: &Watched| {
        format!("{{fd={}, {field}={}}}", fd(each.descriptor, each.socket), bits(of(each)))
    };
    format!("[{}]", watched.iter().map(each).collect::<Vec<_>>().join(", "))
}

fn making(family: Family, kind: Kind, flags: &[String], protocol: Protocol) -> String {
    let family = match family {
        Family::Inet => "AF_INET",
        Family::Inet6 => "AF_INET6",
        Family::Unix => "AF_UNIX",
        Family::Netlink => "AF_NETLINK",
        Family::Other(_) => "?",
    };
    let kind = match kind {
        Kind::Stream => "SOCK_STREAM",
        Kind::Datagram => "SOCK_DGRAM",
        Kind::Raw => "SOCK_RAW",
        Kind::SequencedPacket => "SOCK_SEQPACKET",
        Kind::Other(_) => "?",
    };
    let protocol = match protocol {
        Protocol::Default if matches!(family, "AF_UNIX") => "0",
        Protocol::Default if matches!(family, "AF_NETLINK") => "NETLINK_ROUTE",
        Protocol::Default => "IPPROTO_IP",
        Protocol::Tcp => "IPPROTO_TCP",
        Protocol::Udp => "IPPROTO_UDP",
        Protocol::Other(_) => "?",
    };
    let kind: Vec<&str> = std::iter::once(kind).chain(flags.iter().map(String::as_str)).collect();
    format!("{family}, {}, {protocol}", kind.join("|"))
}

fn show(address: &Option<Address>) -> String {
    match address {
        None => "NULL".to_owned(),
        Some(Address::V4(v4)) => format!(
            "{{sa_family=AF_INET, sin_port=htons({}), sin_addr=inet_addr(\"{}\")}}",
            v4.port(),
            v4.ip()
        ),
        Some(Address::V6(v6)) => format!(
            "{{sa_family=AF_INET6, sin6_port=htons({}), sin6_flowinfo=htonl({}), \
             inet_pton(AF_INET6, \"{}\", &sin6_addr), sin6_scope_id={}}}",
            v6.port(),
            v6.flowinfo(),
            v6.ip(),
            v6.scope_id()
        ),
        Some(Address::Unix(path)) => format!("{{sa_family=AF_UNIX, sun_path=\"{path}\"}}"),
        Some(Address::Other { .. }) => "OTHER".to_owned(),
    }
}

fn length(address: &Option<Address>) -> &'static str {
    match address {
        None => "0",
        Some(Address::V4(_)) => "16",
        Some(Address::V6(_)) => "28",
        Some(Address::Unix(_)) => "110",
        Some(Address::Other { .. }) => "12",
    }
}

/// strace's names: `SOL_TCP` is `IPPROTO_TCP`.
fn named(level: &str, option: &str) -> (String, String) {
    let option = match option {
        "SO_RCVTIMEO" | "SO_SNDTIMEO" => format!("{option}_OLD"),
        other => other.to_owned(),
    };
    (level.replace("IPPROTO_", "SOL_"), option)
}

fn option_value(value: &OptionValue, around_length: &str) -> String {
    let (open, close) = around_length.split_at(around_length.len() / 2);
    let length = |length: u64| format!("{open}{length}{close}");
    match value {
        OptionValue::Number(number) => format!("[{number}], {}", length(4)),
        OptionValue::Errno(errno) => format!("[{}], {}", errno.name, length(4)),
        OptionValue::Time(time) => format!("{}, {}", super::about(*time), length(16)),
        OptionValue::Linger { on, seconds } => {
            format!("{{l_onoff={}, l_linger={seconds}}}, {}", i32::from(*on), length(8))
        }
        OptionValue::Bytes(data) => format!("{}, {}", quoted(data), length(data.length)),
    }
}

fn bits(flags: &[String]) -> String {
    if flags.is_empty() { "0".to_owned() } else { flags.join("|") }
}

/// As [`super::readable`] leaves strace's hexadecimal strings.
fn quoted(data: &Data) -> String {
    let text: String = data.bytes.iter().map(|&byte| super::readable_byte(byte)).collect();
    let more = if data.length > data.bytes.len() as u64 { "..." } else { "" };
    format!("\"{text}\"{more}")
}

fn sent(by: SendCall, fd: &str, flags: &[String], messages: &[Message], value: &str) -> String {
    let Message { data, address } = &messages[0];
    let (text, room, flags) = (quoted(data), data.length, bits(flags));
    match by {
        SendCall::Write => format!("{fd}, {text}, {room}) = {value}"),
        SendCall::Send | SendCall::SendTo => {
            let to = length(address);
            format!("{fd}, {text}, {room}, {flags}, {}, {to}) = {value}", show(address))
        }
        SendCall::SendMsg
        | SendCall::SendMMsg
        | SendCall::WriteV
        | SendCall::SendFile
        | SendCall::Splice => "SEND".to_owned(),
    }
}

fn received(
    by: ReceiveCall,
    fd: &str,
    flags: &[String],
    room: u64,
    message: Option<&Message>,
    value: &str,
) -> String {
    let text = message.map_or_else(|| "PTR".to_owned(), |message| quoted(&message.data));
    let flags = bits(flags);
    match by {
        ReceiveCall::Read => format!("{fd}, {text}, {room}) = {value}"),
        ReceiveCall::Recv => format!("{fd}, {text}, {room}, {flags}, NULL, NULL) = {value}"),
        ReceiveCall::RecvFrom => {
            let from = match message.map(|message| &message.address) {
                Some(address @ Some(_)) => format!("{}, [{}]", show(address), length(address)),
                Some(None) | None => "PTR, LENGTH".to_owned(),
            };
            format!("{fd}, {text}, {room}, {flags}, {from}) = {value}")
        }
        ReceiveCall::RecvMsg | ReceiveCall::RecvMMsg | ReceiveCall::ReadV | ReceiveCall::Splice => {
            "RECEIVE".to_owned()
        }
    }
}
