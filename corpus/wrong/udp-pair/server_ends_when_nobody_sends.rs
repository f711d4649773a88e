//! The server has the client's timeout of a second, and ends when nobody has sent
//! anything for so long.
//!
//! mistake: ends-when-idle

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::net::UdpSocket;
use std::process::ExitCode;
use std::time::Duration;

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
    if let Err(error) = socket.set_read_timeout(Some(Duration::from_secs(1))) {
        eprintln!("error: cannot set a timeout: {error}");
        return ExitCode::FAILURE;
    }
    loop {
        let (length, peer) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("error: cannot receive: {error}");
                return ExitCode::FAILURE;
            }
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", udp::escaped(datagram));
        let reply = [&b"Thank you for sending "[..], datagram].concat();
        if let Err(error) = socket.send_to(&reply, peer) {
            eprintln!("{peer}: {error}");
        }
    }
}
