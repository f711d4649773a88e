//! A UDP socket over IPv6. The process owns no TCP listener, so every connect
//! is refused.
//!
//! mistake: udp-instead-of-tcp

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let socket = match bind(&host, port) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
    let mut buffer = [0; 1024];
    loop {
        if let Ok((_, peer)) = socket.recv_from(&mut buffer) {
            println!("Got connection from {peer}");
            let _ = socket.send_to(b"Thank you for connecting", peer);
        }
    }
}

fn bind(host: &str, port: u16) -> io::Result<UdpSocket> {
    let mut failure = io::Error::other("this host has no IPv6 address");
    for address in (host, port).to_socket_addrs()?.filter(SocketAddr::is_ipv6) {
        let socket = Socket::new(Domain::IPV6, Type::DGRAM, None)?;
        socket.set_only_v6(true)?;
        match socket.bind(&address.into()) {
            Ok(()) => return Ok(socket.into()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
