//! Uses a UDP socket and sends a datagram where a TCP connection is wanted. The
//! TCP listener sees nobody; a UDP socket on the same port gets the datagram.
//!
//! mistake: udp-instead-of-tcp
//! also: never-connects, talks-first

use crate::arguments::{Connect, parse};
use std::net::{ToSocketAddrs, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    for address in addresses {
        let local = if address.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        let Ok(socket) = UdpSocket::bind(local) else {
            continue;
        };
        println!("Socket successfully created");
        if socket.send_to(b"Hello", address).is_ok() {
            println!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: cannot connect to {host}:{port}");
    ExitCode::FAILURE
}
