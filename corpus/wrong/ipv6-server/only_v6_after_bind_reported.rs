//! Sets V6ONLY after bind, where the system refuses it, and reports that as a
//! failure: the server does not start.
//!
//! mistake: does-not-start

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
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut addresses = (host, port).to_socket_addrs()?.filter(SocketAddr::is_ipv6);
    let address = addresses.next().ok_or_else(|| io::Error::other("no IPv6 address"))?;
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.set_only_v6(true)?;
    socket.listen(128)?;
    Ok(socket.into())
}
