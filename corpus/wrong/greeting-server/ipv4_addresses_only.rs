//! Throws the IPv6 addresses of HOST away. With ::1, or a name that has only an
//! IPv6 address, it ends with an error.
//!
//! mistake: ipv4-only

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let addresses: Vec<SocketAddr> = addresses.filter(SocketAddr::is_ipv4).collect();
    if addresses.is_empty() {
        eprintln!("error: {host} has no IPv4 address");
        return ExitCode::FAILURE;
    }
    let listener = match TcpListener::bind(&addresses[..]) {
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
