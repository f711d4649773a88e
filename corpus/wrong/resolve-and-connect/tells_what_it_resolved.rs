//! Prints a line of its own about the lookup on stdout. Only the two specified
//! lines belong there.
//!
//! mistake: extra-output

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
    println!("{host} resolved to {addresses:?}");
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
