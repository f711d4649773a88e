//! Ends with status 2 when the connection fails. That status is for wrong
//! arguments.
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
            process::exit(2);
        }
    }
}
