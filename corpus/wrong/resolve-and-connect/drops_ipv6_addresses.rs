//! Throws the IPv6 addresses of a name away. A name with only ::1 fails.
//!
//! mistake: ipv4-only

use crate::arguments::{Connect, parse};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let addresses: Vec<_> = addresses.filter(SocketAddr::is_ipv4).collect();
    println!("Socket successfully created");
    match TcpStream::connect(&addresses[..]).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
