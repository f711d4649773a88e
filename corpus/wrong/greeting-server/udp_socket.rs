//! A UDP socket instead of a TCP listener. The process owns a UDP socket and no
//! listener, so every connect is refused.
//!
//! mistake: udp-instead-of-tcp

use crate::arguments::{Endpoint, parse};
use std::net::UdpSocket;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let socket = match UdpSocket::bind((host.as_str(), port)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
    let mut buffer = [0; 1024];
    loop {
        let Ok((_, peer)) = socket.recv_from(&mut buffer) else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = socket.send_to(b"Thank you for connecting", peer);
    }
}
