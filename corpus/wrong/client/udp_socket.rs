//! Waits for a datagram on a connected UDP socket. The TCP listener sees
//! nobody, and the program hangs.
//!
//! mistake: udp-instead-of-tcp
//! also: never-connects

use crate::arguments::{Endpoint, parse};
use std::io::{self, ErrorKind};
use std::net::{ToSocketAddrs, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match receive(&host, port) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(host: &str, port: u16) -> io::Result<String> {
    let server = (host, port).to_socket_addrs()?.next().ok_or(ErrorKind::NotFound)?;
    let local = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(local)?;
    socket.connect(server)?;
    let mut buffer = [0; 65536];
    let length = socket.recv(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
}
