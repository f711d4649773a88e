//! Accepts with socket2 too, and shuts each connection down before it is
//! dropped.

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, ToSocketAddrs};
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
    let address = listener.local_addr().unwrap();
    println!("Listening on {}", address.as_socket().unwrap());
    loop {
        let Ok((mut client, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {}", peer.as_socket().unwrap());
        let _ = client.write_all(b"Thank you for connecting");
        let _ = client.shutdown(Shutdown::Write);
    }
}

fn listen(host: &str, port: u16) -> io::Result<Socket> {
    let mut failure = io::Error::other("this host has no IPv6 address");
    for address in (host, port).to_socket_addrs()?.filter(SocketAddr::is_ipv6) {
        let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
        socket.set_only_v6(true)?;
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        match socket.bind(&address.into()).and_then(|()| socket.listen(128)) {
            Ok(()) => return Ok(socket),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
