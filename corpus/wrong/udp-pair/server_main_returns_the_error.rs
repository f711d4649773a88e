//! A busy port or an unknown name is returned from main: status 1, but the line
//! on stderr is Rust's "Error: Os { ... }".
//!
//! mistake: failure-without-prefix

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io;
use std::net::UdpSocket;
use std::process::ExitCode;

pub fn main() -> io::Result<ExitCode> {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => Ok(udp::ask(arguments)),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> io::Result<ExitCode> {
    let socket = UdpSocket::bind((host.as_str(), port))?;
    println!("Listening on {}", socket.local_addr()?);
    let mut buffer = vec![0; 65536];
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut buffer) else {
            continue;
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", udp::escaped(datagram));
        let reply = [&b"Thank you for sending "[..], datagram].concat();
        if let Err(error) = socket.send_to(&reply, peer) {
            eprintln!("{peer}: {error}");
        }
    }
}
