//! The server binds port 12345 whatever --port is: it is not on the port that
//! was chosen for it.
//!
//! mistake: constant-port

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

const PORT: u16 = 12345;

fn serve(UdpServer { host, .. }: UdpServer) -> ExitCode {
    let socket = match UdpSocket::bind((host.as_str(), PORT)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{PORT}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
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
