//! Collects the IPv6 addresses of the name and takes the first that it can
//! bind.

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let addresses: Vec<SocketAddr> = addresses.filter(SocketAddr::is_ipv6).collect();
    let mut failure = format!("{host} has no IPv6 address");
    let found = addresses.into_iter().find_map(|address| {
        listen_on(address)
            .inspect_err(|error| failure = format!("cannot listen on {address}: {error}"))
            .ok()
    });
    let Some(listener) = found else {
        eprintln!("error: {failure}");
        return ExitCode::FAILURE;
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

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_only_v6(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}
