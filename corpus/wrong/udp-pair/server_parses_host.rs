//! The server parses HOST as an IP address: localhost, or the machine's own
//! name, is an error.
//!
//! mistake: parses-host-as-ip

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::net::{IpAddr, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let ip: IpAddr = match host.parse() {
        Ok(ip) => ip,
        Err(error) => {
            eprintln!("error: {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let socket = match UdpSocket::bind((ip, port)) {
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
