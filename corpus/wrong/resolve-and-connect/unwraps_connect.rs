//! Unwraps the result of connect. A refused connection and an unknown name end
//! in a panic with status 101.
//!
//! mistake: unwrap-on-connect
//! also: unwrap-on-lookup

use crate::arguments::{Connect, parse};
use std::net::TcpStream;

pub fn main() {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let stream = TcpStream::connect((host.as_str(), port)).unwrap();
    let peer = stream.peer_addr().unwrap();
    println!("the socket has successfully connected to {host} on address == {}", peer.ip());
}
