//! Reports a name that does not resolve and ends with status 0. A refused
//! connection is handled as it should be.
//!
//! mistake: failure-exits-zero

use crate::arguments::{Connect, parse};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process;

pub fn main() {
    let Connect { host, port } = parse();
    let addresses: Vec<SocketAddr> = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses.collect(),
        Err(error) => {
            eprintln!("error: there was an error resolving {host}: {error}");
            return;
        }
    };
    println!("Socket successfully created");
    match TcpStream::connect(&addresses[..]).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip())
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            process::exit(1);
        }
    }
}
