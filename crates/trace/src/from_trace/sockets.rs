//! What is known of a program's sockets, from all of its calls: what a socket
//! carries, and its addresses.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;

use socket_trace::event::{Address, Call, Event, Family, Happening, Kind, SocketId};

use ladder::{Socket, Transport};

/// The Internet sockets of a program, and which sockets are others.
#[derive(Default)]
pub(super) struct Sockets {
    known: HashMap<SocketId, Socket>,
    foreign: HashSet<SocketId>,
}

impl Sockets {
    pub(super) fn of(events: &[Event]) -> Self {
        let mut sockets = Self::default();
        for event in events {
            if let Happening::Call { call, socket, .. } = &event.happening {
                sockets.learn(call, *socket);
            }
        }
        sockets
    }

    /// A socket, as far as it is known.
    pub(super) fn get(&self, id: SocketId) -> Option<Socket> {
        self.known.get(&id).copied()
    }

    /// Whether a call is on a socket, or about one, that is no Internet socket.
    pub(super) fn is_foreign(&self, call: &Call, id: Option<SocketId>) -> bool {
        let makes_one = match call {
            Call::Socket { family, .. } => !is_internet(*family),
            Call::SocketPair { .. } => true,
            _ => false,
        };
        makes_one || id.is_some_and(|id| self.foreign.contains(&id))
    }

    fn learn(&mut self, call: &Call, id: Option<SocketId>) {
        match call {
            Call::Socket { family, kind, made, .. } => {
                let Some(id) = made.and_then(|made| made.socket) else { return };
                match (is_internet(*family), transport(*kind)) {
                    (true, Some(transport)) => {
                        self.entry(id, transport);
                    }
                    (false, _) | (true, None) => {
                        self.foreign.insert(id);
                    }
                }
            }
            Call::SocketPair { made: Some(made), .. } => {
                self.foreign.extend(made.iter().filter_map(|made| made.socket));
            }
            Call::Bind { address } => self.address(id, address.as_ref(), Side::Bound),
            Call::GetSockName { address } => self.address(id, address.as_ref(), Side::Local),
            Call::Connect { address } | Call::GetPeerName { address } => {
                self.address(id, address.as_ref(), Side::Remote);
            }
            Call::Accept { peer, made: Some(made), .. } => {
                let listener = id.and_then(|id| self.get(id));
                let Some(id) = made.socket else { return };
                self.entry(id, Transport::Stream).local = listener.and_then(|it| it.local);
                self.address(Some(id), peer.as_ref(), Side::Remote);
            }
            _ => {}
        }
    }

    fn entry(&mut self, id: SocketId, transport: Transport) -> &mut Socket {
        let socket = Socket { id: id.0, transport, local: None, remote: None };
        self.known.entry(id).or_insert(socket)
    }

    fn address(&mut self, id: Option<SocketId>, address: Option<&Address>, side: Side) {
        let (Some(id), Some(address)) = (id, address) else { return };
        let Some(address) = internet(address) else {
            self.foreign.insert(id);
            return;
        };
        // An inherited socket was made before the trace began.
        let socket = self.entry(id, Transport::Stream);
        match side {
            // Port 0 asks the system for one; getsockname tells which.
            Side::Bound if address.port() == 0 => {}
            Side::Bound => socket.local = socket.local.or(Some(address)),
            Side::Local => socket.local = Some(address).filter(|address| address.port() != 0),
            Side::Remote => socket.remote = Some(address),
        }
    }
}

/// Whose address a call tells.
enum Side {
    Bound,
    Local,
    Remote,
}

fn is_internet(family: Family) -> bool {
    match family {
        Family::Inet | Family::Inet6 => true,
        Family::Unix | Family::Netlink | Family::Other(_) => false,
    }
}

fn transport(kind: Kind) -> Option<Transport> {
    match kind {
        Kind::Stream => Some(Transport::Stream),
        Kind::Datagram => Some(Transport::Datagram),
        Kind::Raw | Kind::SequencedPacket | Kind::Other(_) => None,
    }
}

/// An address of the Internet.
pub(super) fn internet(address: &Address) -> Option<SocketAddr> {
    match address {
        Address::V4(address) => Some(SocketAddr::V4(*address)),
        Address::V6(address) => Some(SocketAddr::V6(*address)),
        Address::Unix(_) | Address::Other { .. } => None,
    }
}
