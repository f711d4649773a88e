//! The server takes the next port when its own is busy: it listens where nobody
//! looks for it, and reports no failure.
//!
//! mistake: tries-another-port

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io::{self, ErrorKind};
use std::net::UdpSocket;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let socket = match listen(&host, port) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
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

fn listen(host: &str, port: u16) -> io::Result<UdpSocket> {
    match UdpSocket::bind((host, port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse && port < u16::MAX => {
            listen(host, port + 1)
        }
        result => result,
    }
}
