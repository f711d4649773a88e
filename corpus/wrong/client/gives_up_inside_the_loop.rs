//! Loops over the addresses of a name, but gives up at the first that refuses.
//! A live second address is never tried.
//!
//! mistake: first-address-only

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match run(&host, port) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(host: &str, port: u16) -> io::Result<()> {
    for address in (host, port).to_socket_addrs()? {
        let domain = Domain::for_address(address);
        let socket = Socket::new(domain, Type::STREAM, None)?;
        match socket.connect(&address.into()) {
            Ok(()) => return receive(socket.into()),
            Err(error) if error.kind() == ErrorKind::NetworkUnreachable => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no address can be reached"))
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
