//! Refuses an IPv4 address, but falls back to ::1 when HOST is a name that has no
//! IPv6 address.
//!
//! mistake: accepts-ipv4-host

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    if host.parse::<Ipv4Addr>().is_ok() {
        return Err(io::Error::other("this is an IPv4 address"));
    }
    let mut addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    addresses.retain(SocketAddr::is_ipv6);
    if addresses.is_empty() {
        addresses.push(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
    }
    let mut failure = io::Error::other("no address");
    for address in addresses {
        let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
        socket.set_only_v6(true)?;
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        match socket.bind(&address.into()).and_then(|()| socket.listen(128)) {
            Ok(()) => return Ok(socket.into()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
