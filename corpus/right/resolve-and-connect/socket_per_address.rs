//! Makes a socket2 socket for each address and repeats the first line for each
//! of them.

use crate::arguments::{Connect, parse};
use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    match connect(&host, port) {
        Ok((_socket, address)) => {
            println!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<(Socket, SocketAddr)> {
    let mut failure = io::Error::other("the name has no address");
    for address in (host, port).to_socket_addrs()? {
        let socket = match Socket::new(Domain::for_address(address), Type::STREAM, None) {
            Ok(socket) => socket,
            Err(error) => {
                failure = error;
                continue;
            }
        };
        println!("Socket successfully created");
        match socket.connect(&address.into()) {
            Ok(()) => return Ok((socket, address)),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
