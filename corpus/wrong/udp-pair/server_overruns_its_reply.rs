//! The server copies the datagram into a reply buffer of 4096 bytes, prefix
//! included: a datagram of 4096 bytes is a panic.
//!
//! mistake: dies-with-a-sender

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::net::UdpSocket;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

const PREFIX: &[u8] = b"Thank you for sending ";

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let socket = match UdpSocket::bind((host.as_str(), port)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
    let mut buffer = [0; 4096];
    let mut reply = [0; 4096];
    reply[..PREFIX.len()].copy_from_slice(PREFIX);
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut buffer) else {
            continue;
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", udp::escaped(datagram));
        let end = PREFIX.len() + length;
        reply[PREFIX.len()..end].copy_from_slice(datagram);
        if let Err(error) = socket.send_to(&reply[..end], peer) {
            eprintln!("{peer}: {error}");
        }
    }
}
