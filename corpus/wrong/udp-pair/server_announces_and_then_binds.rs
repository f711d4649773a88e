//! The server prints `Listening on` right before it binds: a moment too early.
//!
//! mistake: announces-before-listening
//! also: announces-asked-port, brackets-missing

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

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    println!("Listening on {host}:{port}");
    let socket = match UdpSocket::bind((host.as_str(), port)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
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
