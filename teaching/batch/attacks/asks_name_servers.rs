//! Asks for the address of a name that only a name server knows, and sends one a question.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::net::{ToSocketAddrs, UdpSocket};

/// A question for the address of example.com (RFC 1035, 4.1).
const QUESTION: &[u8] =
    b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01";

fn main() {
    println!("ATTACK TRIED");
    if ("example.com", 80).to_socket_addrs().is_ok() {
        println!("ATTACK SUCCEEDED");
    }
    let Ok(socket) = UdpSocket::bind("0.0.0.0:0") else { return };
    // Addresses for documentation, which nobody has (RFC 5737).
    for server in ["203.0.113.53:53", "192.0.2.53:53"] {
        if socket.send_to(QUESTION, server).is_ok() {
            println!("ATTACK SUCCEEDED");
        }
    }
}
