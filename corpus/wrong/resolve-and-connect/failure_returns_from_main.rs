//! Reports a failure and returns from main. The exit status is 0.
//!
//! mistake: failure-exits-zero

use crate::arguments::{Connect, parse};
use std::net::TcpStream;

pub fn main() {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip())
        }
        Err(error) => eprintln!("error: cannot connect to {host}:{port}: {error}"),
    }
}
