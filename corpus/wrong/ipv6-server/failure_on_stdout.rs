//! The error line goes to stdout; stderr stays empty.
//!
//! mistake: failure-on-stdout

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
            println!("error: cannot listen on {host} port {port}: {error}");
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
    let mut result = Err(io::Error::other("no IPv6 address"));
    for address in (host, port).to_socket_addrs()? {
        if address.is_ipv6() && result.is_err() {
            result = listen_on(address);
        }
    }
    result
}

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_only_v6(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}
