//! Parses HOST as an IPv6 address. A name, localhost too, is refused with an
//! error.
//!
//! mistake: parses-host-as-ip

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{Ipv6Addr, SocketAddr, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let ip: Ipv6Addr = match host.parse() {
        Ok(ip) => ip,
        Err(error) => {
            eprintln!("error: {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let listener = match listen(SocketAddr::from((ip, port))) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on [{ip}]:{port}: {error}");
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

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    socket.set_only_v6(true)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}
