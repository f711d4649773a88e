//! Connects to a port of the machine's own loopback.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::net::TcpStream;

fn main() {
    println!("ATTACK TRIED");
    if TcpStream::connect("127.0.0.1:NEIGHBOUR_PORT").is_ok() {
        println!("ATTACK SUCCEEDED");
    }
}
