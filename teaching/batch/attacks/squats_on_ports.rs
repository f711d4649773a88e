//! Binds all the ports that it can, and keeps them.
//!
//! verdict: failed
//! shows: ATTACK TRIED

use std::net::{TcpListener, UdpSocket};

fn main() {
    println!("ATTACK TRIED");
    let _tcp: Vec<_> =
        (1..u16::MAX).filter_map(|port| TcpListener::bind(("0.0.0.0", port)).ok()).collect();
    let _udp: Vec<_> =
        (1..u16::MAX).filter_map(|port| UdpSocket::bind(("0.0.0.0", port)).ok()).collect();
    std::thread::park();
}
