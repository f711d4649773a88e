//! Builds "HOST:PORT" without brackets and parses it as a socket address.
//! "::1:0" is none, so it ends with an error whatever HOST is.
//!
//! mistake: brackets-missing
//! also: parses-host-as-ip

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddrV6, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
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
    let address = format!("{host}:{port}");
    let address: SocketAddrV6 = address.parse().map_err(io::Error::other)?;
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    socket.set_only_v6(true)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}
