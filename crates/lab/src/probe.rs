//! Questions about this machine that no experiment asks, but a person does.

use crate::patience;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpListener, TcpStream, ToSocketAddrs};

/// Whether a server at this address of ours can be reached, and bytes come through:
/// a firewall may let a connection be made, and nothing else.
///
/// # Errors
/// What the system or a deadline says.
pub fn exchange_bytes(address: IpAddr) -> io::Result<()> {
    let listener = TcpListener::bind((address, 0))?;
    let mut caller = TcpStream::connect_timeout(&listener.local_addr()?, patience::STEP)?;
    let (mut called, _) = listener.accept()?;
    called.write_all(b"?")?;
    caller.set_read_timeout(Some(patience::STEP))?;
    caller.read_exact(&mut [0])
}

/// Whether a new IPv6 socket on `::` takes IPv4 clients as well, if its program
/// does not say what it wants: the default of the option IPV6_V6ONLY (ipv6(7)).
///
/// # Errors
/// If there are no IPv6 sockets here.
pub fn takes_ipv4_by_default() -> io::Result<bool> {
    Ok(!Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP))?.only_v6()?)
}

/// The addresses of a name, in the
/// resolver's order.
///
/// # Errors
/// The resolver's.
pub fn resolve(name: &str) -> io::Result<Vec<IpAddr>> {
    let mut addresses: Vec<IpAddr> = Vec::new();
    for address in (name, 0).to_socket_addrs()?.map(|address| address.ip()) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}
