//! Ends with the system's error code as its status. A refused connection ends
//! with 111 or the like instead of 1.
//!
//! mistake: wrong-failure-status

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process;

pub fn main() {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip())
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            process::exit(error.raw_os_error().unwrap_or(1));
        }
    }
}
