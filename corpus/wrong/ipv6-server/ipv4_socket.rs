//! Listens on 127.0.0.1 and prints HOST with the port it got. Every connect to
//! ::1 is refused; the process owns an IPv4 socket only.
//!
//! mistake: ipv4-socket
//! also: ignores-host, dual-stack

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
    let Some(mut address) = addresses.into_iter().find(SocketAddr::is_ipv6) else {
        eprintln!("error: {host} has no IPv6 address");
        return ExitCode::FAILURE;
    };
    let listener = match TcpListener::bind(("127.0.0.1", port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {address}: {error}");
            return ExitCode::FAILURE;
        }
    };
    address.set_port(listener.local_addr().unwrap().port());
    println!("Listening on {address}");
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
