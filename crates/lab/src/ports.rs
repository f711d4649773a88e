//! Ports for experiments. Those that the laboratory listens on itself are bound
//! at once; those that it only chooses, for a program to bind, come from below
//! every system's ephemeral range, so that no outgoing connection takes them in
//! between.

use crate::fault::Fault;
use crate::sockets::Protocol;
use socket2::{Domain, Socket, Type};
use std::collections::HashSet;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

/// Below 32768 (Linux) and 49152 (macOS, Windows) where ephemeral ports begin,
/// above the well-known servers.
const RANGE: std::ops::Range<u16> = 15_000..32_000;
const ATTEMPTS: usize = 200;

/// Chooses a port that is free for `protocol` on all the given addresses.
///
/// # Errors
/// If none is found.
pub fn choose(protocol: Protocol, hosts: &[IpAddr]) -> Result<u16, Fault> {
    static CHOSEN: Mutex<Option<HashSet<u16>>> = Mutex::new(None);
    for _ in 0..ATTEMPTS {
        let port = fastrand::u16(RANGE);
        let is_new = CHOSEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert_default()
            .insert(port);
        if is_new && hosts.iter().all(|&host| bind(protocol, SocketAddr::new(host, port)).is_ok()) {
            return Ok(port);
        }
    }
    Err(Fault::NoFreePort(SocketAddr::new(hosts[0], 0)))
}

/// Why a port cannot be bound right now, if it cannot.
#[must_use]
pub fn obstacle(protocol: Protocol, at: SocketAddr) -> Option<io::ErrorKind> {
    bind(protocol, at).err().map(|error| error.kind())
}

/// Binds without `SO_REUSEADDR`: a port with a connection in TIME_WAIT from an
/// earlier run is not free for a program that does not set it.
fn bind(protocol: Protocol, at: SocketAddr) -> io::Result<()> {
    let kind = match protocol {
        Protocol::Tcp => Type::STREAM,
        Protocol::Udp => Type::DGRAM,
    };
    Socket::new(Domain::for_address(at), kind, None)?.bind(&at.into())
}
