//! Serves one client and ends. The second connect is refused.
//!
//! mistake: stops-serving

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
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

    match listener.accept() {
        Ok((mut stream, peer)) => {
            println!("Got connection from {peer}");
            let _ = stream.write_all(b"Thank you for connecting");
        }
        Err(error) => eprintln!("cannot accept: {error}"),
    }

    ExitCode::SUCCESS
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failure = io::Error::other("this host has no IPv6 address");
    for address in (host, port).to_socket_addrs()?.filter(SocketAddr::is_ipv6) {
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
