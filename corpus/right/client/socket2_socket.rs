//! Connects socket2 sockets, one for each address, and reads from the one that
//! stands.

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Read};
use std::net::ToSocketAddrs;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut bytes = Vec::new();
    let mut connected = false;
    let outcome = connect(&host, port).and_then(|mut socket| {
        connected = true;
        socket.read_to_end(&mut bytes)
    });
    if connected {
        println!("{}", String::from_utf8_lossy(&bytes));
    }
    match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<Socket> {
    let mut failure = io::Error::other("the name has no address");
    for address in (host, port).to_socket_addrs()? {
        let attempt =
            Socket::new(Domain::for_address(address), Type::STREAM, None).and_then(|socket| {
                socket.connect(&address.into())?;
                Ok(socket)
            });
        match attempt {
            Ok(socket) => return Ok(socket),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
