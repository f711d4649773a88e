//! Makes an IPv4 socket whatever the family of the address is. An IPv6 address
//! cannot be connected to.
//!
//! mistake: ipv4-only

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match connect(&host, port).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut failure = io::Error::other("no address");
    for address in (host, port).to_socket_addrs()? {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        match socket.connect(&address.into()) {
            Ok(()) => return Ok(socket.into()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
