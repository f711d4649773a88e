//! Folds the calls of a look-up of a name into one event, from the events alone.
//!
//! What glibc's getaddrinfo(3) does can be recognised: it asks its cache daemon
//! (nscd(8)), reads nsswitch.conf(5), resolv.conf(5) and hosts(5), asks a name
//! server over UDP port 53, asks the kernel for this machine's addresses over
//! netlink, and connects UDP sockets to the found addresses to sort them, without
//! sending anything. The name itself is in none of these calls, unless a name
//! server or the daemon is asked: of the names in hosts(5) it is taken from those
//! on the program's command line.

use crate::event::{Address, Call, Event, Family, Happening, Kind, LookUp, Outcome, SocketId};
use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

/// Where getaddrinfo asks its cache daemon.
const CACHE_DAEMON: &str = "/var/run/nscd/socket";

/// Where name servers are asked.
const NAME_SERVICE: u16 = 53;

/// The events, with each look-up as one. All others stay as they are.
#[must_use]
pub fn fold(events: Vec<Event>) -> Vec<Event> {
    let helpers = helping_sockets(&events);
    let mut folded = Vec::new();
    // The look-up that each thread is in: where it stands in `folded`.
    let mut current: HashMap<u32, usize> = HashMap::new();
    let mut arguments: HashMap<u32, Vec<String>> = HashMap::new();
    for event in events {
        if let Happening::Started { arguments: words, .. } = &event.happening {
            arguments.insert(event.process, words.clone());
        }
        let is_in_look_up = current.contains_key(&event.thread);
        let helps = |socket: SocketId| {
            helpers.asking.contains(&socket) || is_in_look_up && helpers.sorting.contains(&socket)
        };
        let is_part = match &event.happening {
            Happening::LookUpFile { .. } => true,
            Happening::Call { call: Call::Poll { watched, .. }, .. } => {
                watched.iter().all(|each| each.socket.is_some_and(helps))
            }
            Happening::Call { socket, call, .. } => made(call).or(*socket).is_some_and(helps),
            _ => false,
        };
        if !is_part {
            current.remove(&event.thread);
            folded.push(event);
            continue;
        }
        let place = *current.entry(event.thread).or_insert_with(|| {
            let empty = LookUp { name: None, addresses: Vec::new(), events: Vec::new() };
            folded.push(Event { happening: Happening::LookUp(empty), ..event.clone() });
            folded.len() - 1
        });
        let words = arguments.get(&event.process).map_or(&[][..], Vec::as_slice);
        let whole = &mut folded[place];
        whole.exited = event.exited;
        if let Happening::LookUp(look_up) = &mut whole.happening {
            add(look_up, &event, words);
        }
    }
    folded
}

fn made(call: &Call) -> Option<SocketId> {
    match call {
        Call::Socket { made, .. } => made.and_then(|made| made.socket),
        _ => None,
    }
}

/// Sockets that a look-up made for itself.
struct Helpers {
    /// To the daemon, to a name server, and to the kernel.
    asking: HashSet<SocketId>,
    /// UDP sockets that were connected and closed, and never used. Behind a look-up
    /// they are part of it.
    sorting: HashSet<SocketId>,
}

fn helping_sockets(events: &[Event]) -> Helpers {
    let mut asking = HashSet::new();
    let (mut datagram, mut closed, mut used) = (HashSet::new(), HashSet::new(), HashSet::new());
    for event in events {
        let Happening::Call { call, socket, .. } = &event.happening else { continue };
        let Some(socket) = made(call).or(*socket) else { continue };
        let set = match call {
            Call::Socket { family: Family::Netlink, .. } => &mut asking,
            Call::Socket { kind: Kind::Datagram, .. } => &mut datagram,
            Call::Connect { address: Some(address) } if is_service(address) => &mut asking,
            Call::Close => &mut closed,
            Call::Connect { .. } | Call::GetSockName { .. } => continue,
            // Whoever sets, sends, binds or waits has a use for the socket.
            _ => &mut used,
        };
        set.insert(socket);
    }
    datagram.retain(|socket| closed.contains(socket) && !used.contains(socket));
    Helpers { asking, sorting: datagram }
}

fn is_service(address: &Address) -> bool {
    match address {
        Address::Unix(path) => path == CACHE_DAEMON,
        Address::V4(address) => address.port() == NAME_SERVICE,
        Address::V6(address) => address.port() == NAME_SERVICE,
        Address::Other { .. } => false,
    }
}

/// Adds what one event says about the look-up that it is part of.
fn add(look_up: &mut LookUp, event: &Event, arguments: &[String]) {
    look_up.events.push(event.id);
    match &event.happening {
        Happening::LookUpFile { path, text } if path == "/etc/hosts" => {
            let found = in_hosts(text, arguments);
            if let Some(name) = found.first().map(|(name, _)| name) {
                look_up.name.get_or_insert_with(|| name.clone());
            }
            for (_, address) in found {
                remember(look_up, address);
            }
        }
        Happening::Call {
            call: Call::Connect { address: Some(address) },
            outcome: Some(Outcome::Returned(_)),
            ..
        } if !is_service(address) => match address {
            Address::V4(address) => remember(look_up, IpAddr::V4(*address.ip())),
            Address::V6(address) => remember(look_up, IpAddr::V6(*address.ip())),
            Address::Unix(_) | Address::Other { .. } => {}
        },
        Happening::Call { call: Call::Send { messages, .. }, .. } => {
            let asked = messages.iter().find_map(|message| name_in_query(&message.data.bytes));
            look_up.name = look_up.name.take().or(asked);
        }
        _ => {}
    }
}

fn remember(look_up: &mut LookUp, address: IpAddr) {
    if !look_up.addresses.contains(&address) {
        look_up.addresses.push(address);
    }
}

/// The lines of hosts(5) that have a name of the command line: name and address.
fn in_hosts(text: &str, arguments: &[String]) -> Vec<(String, IpAddr)> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let address = words.next()?.parse().ok()?;
            let name = words.find(|name| arguments.iter().any(|word| word == name))?;
            Some((name.to_owned(), address))
        })
        .collect()
}

/// The name in a query to a name server: labels behind a header of twelve bytes,
/// each with its length before it (RFC 1035, 4.1).
fn name_in_query(query: &[u8]) -> Option<String> {
    const HEADER: usize = 12;
    let mut rest = query.get(HEADER..)?;
    let mut labels = Vec::new();
    loop {
        let (&length, behind) = rest.split_first()?;
        if length == 0 {
            break;
        }
        let (label, behind) = behind.split_at_checked(length.into())?;
        labels.push(String::from_utf8_lossy(label).into_owned());
        rest = behind;
    }
    (!labels.is_empty()).then(|| labels.join("."))
}

#[cfg(test)]
mod tests {
    use super::{fold, in_hosts, name_in_query};
    use crate::event::{
        Address, Call, Event, Family, Happening, Kind, LookUp, Moment, Opened, Outcome, Protocol,
        SocketId,
    };

    fn event(id: u64, happening: Happening) -> Event {
        let exited = Some(Moment(id * 10 + 5));
        Event { id, process: 1, thread: 1, entered: Moment(id * 10), exited, happening }
    }

    fn call(id: u64, socket: u64, call: Call) -> Event {
        let socket = Some(SocketId(socket));
        let outcome = Some(Outcome::Returned(0));
        event(id, Happening::Call { call, descriptor: Some(3), socket, outcome })
    }

    fn made(id: u64, socket: u64, family: Family, kind: Kind) -> Event {
        let made = Some(Opened { descriptor: 3, socket: Some(SocketId(socket)) });
        let (flags, protocol) = (Vec::new(), Protocol::Default);
        call(id, 0, Call::Socket { family, kind, flags, protocol, made })
    }

    fn connect(id: u64, socket: u64, address: Address) -> Event {
        call(id, socket, Call::Connect { address: Some(address) })
    }

    fn v4(text: &str) -> Address {
        Address::V4(text.parse().unwrap())
    }

    fn started(words: &[&str]) -> Event {
        let arguments = words.iter().map(|word| (*word).to_owned()).collect();
        event(0, Happening::Started { program: "/bin/client".to_owned(), arguments })
    }

    #[test]
    fn a_look_up_in_the_hosts_file_is_one_event() {
        let daemon = Address::Unix("/var/run/nscd/socket".to_owned());
        let text = "127.0.0.1 localhost # us\n192.0.2.1 other\n".to_owned();
        let events = vec![
            started(&["client", "--host", "localhost"]),
            made(1, 7, Family::Unix, Kind::Stream),
            connect(2, 7, daemon),
            call(3, 7, Call::Close),
            event(4, Happening::LookUpFile { path: "/etc/hosts".to_owned(), text }),
            made(5, 8, Family::Inet, Kind::Datagram),
            connect(6, 8, v4("127.0.0.1:0")),
            call(7, 8, Call::Close),
            made(8, 9, Family::Inet, Kind::Stream),
            connect(9, 9, v4("127.0.0.1:80")),
        ];
        let folded = fold(events.clone());
        let ids: Vec<u64> = folded.iter().map(|event| event.id).collect();
        assert_eq!(ids, [0, 1, 8, 9]);
        let expected = LookUp {
            name: Some("localhost".to_owned()),
            addresses: vec!["127.0.0.1".parse().unwrap()],
            events: vec![1, 2, 3, 4, 5, 6, 7],
        };
        assert_eq!(folded[1].happening, Happening::LookUp(expected));
        assert_eq!((folded[1].entered, folded[1].exited), (Moment(10), Some(Moment(75))));
        assert_eq!(folded[2..], events[8..]);
    }

    #[test]
    fn a_datagram_socket_that_is_not_closed_unused_is_no_look_up() {
        let events = vec![
            started(&["client"]),
            made(1, 7, Family::Inet, Kind::Datagram),
            connect(2, 7, v4("127.0.0.1:12345")),
            call(
                3,
                7,
                Call::Send {
                    by: crate::event::SendCall::Send,
                    flags: Vec::new(),
                    messages: Vec::new(),
                },
            ),
        ];
        assert_eq!(fold(events.clone()), events);
    }

    #[test]
    fn the_name_is_read_from_a_query() {
        let query = [&[0; 12][..], b"\x03www\x06google\x03com\0\0\x01\0\x01"].concat();
        assert_eq!(name_in_query(&query), Some("www.google.com".to_owned()));
        assert_eq!(name_in_query(&query[..20]), None);
        assert_eq!(name_in_query(b"short"), None);
    }

    #[test]
    fn only_names_of_the_command_line_are_taken_from_the_hosts_file() {
        let arguments = ["x".to_owned(), "b".to_owned()];
        let found = in_hosts("10.0.0.1 a\n#10.0.0.2 b\n::1 c b\nrubbish b\n", &arguments);
        assert_eq!(found, [("b".to_owned(), "::1".parse().unwrap())]);
    }
}
