//! Unwraps the lookup. A name that does not resolve ends in a panic with status
//! 101; a refused connection is handled.
//!
//! mistake: unwrap-on-lookup

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses: Vec<_> = (host.as_str(), port).to_socket_addrs().unwrap().collect();
    println!("Socket successfully created");
    match TcpStream::connect(addresses.as_slice()).and_then(|stream| stream.peer_addr()) {
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
