//! The greeting server with IPv4 addresses only. ::1 ends with an error, and
//! 127.0.0.1 is served.
//!
//! mistake: does-not-start
//! also: accepts-ipv4-host

use crate::arguments::{Ipv6Endpoint, parse};
use std::io::Write;
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
    let addresses: Vec<SocketAddr> = addresses.filter(SocketAddr::is_ipv4).collect();
    if addresses.is_empty() {
        eprintln!("error: {host} has no IPv4 address");
        return ExitCode::FAILURE;
    }
    let listener = match TcpListener::bind(&addresses[..]) {
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
