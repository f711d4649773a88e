//! Starts to connect a non-blocking socket and announces the connection without
//! waiting for the outcome. A refused port still "succeeds".
//!
//! mistake: announces-before-connecting
//! also: failure-exits-zero, never-connects, first-address-only

use crate::arguments::{Connect, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    match connect(&host, port) {
        Ok((_socket, ip)) => {
            println!("the socket has successfully connected to {host} on address == {ip}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<(Socket, IpAddr)> {
    let address = (host, port).to_socket_addrs()?.next().ok_or(ErrorKind::NotFound)?;
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    println!("Socket successfully created");
    socket.set_nonblocking(true)?;
    let _ = socket.connect(&address.into());
    Ok((socket, address.ip()))
}
