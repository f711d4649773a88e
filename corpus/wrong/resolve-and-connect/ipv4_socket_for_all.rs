//! Makes an IPv4 socket whatever the family of the address is. An IPv6 address
//! cannot be connected to.
//!
//! mistake: ipv4-only

use crate::arguments::{Connect, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    match connect(&host, port) {
        Ok(ip) => {
            println!("the socket has successfully connected to {host} on address == {ip}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<IpAddr> {
    let mut failure = io::Error::from(ErrorKind::NotFound);
    for address in (host, port).to_socket_addrs()? {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        println!("Socket successfully created");
        match socket.connect(&address.into()) {
            Ok(()) => return Ok(address.ip()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
