//! Handles a name that does not resolve, but expects the connection to stand. A
//! refused one ends in a panic with status 101.
//!
//! mistake: unwrap-on-connect

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
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
    let addresses: Vec<_> = addresses.collect();
    println!("Socket successfully created");
    let stream = TcpStream::connect(&addresses[..]).expect("could not connect");
    let peer = stream.peer_addr().expect("a connected socket has a peer");
    println!("the socket has successfully connected to {host} on address == {}", peer.ip());
    ExitCode::SUCCESS
}
