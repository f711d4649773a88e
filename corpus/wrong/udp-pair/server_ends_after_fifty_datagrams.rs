//! The server answers fifty datagrams and ends.
//!
//! mistake: one-datagram-only

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
    let socket = match UdpSocket::bind((host.as_str(), port)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
    let mut buffer = vec![0; 65536];
    for _ in 0..50 {
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
    ExitCode::SUCCESS
}
