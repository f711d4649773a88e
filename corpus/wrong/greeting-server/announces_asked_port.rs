//! Prints the address it asked for, not the one it got. With --port 0 the line
//! ends with :0 while the listener has a real port.
//!
//! mistake: announces-asked-port

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let (listener, address) = match listen(&host, port) {
        Ok(pair) => pair,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {address}");
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn listen(host: &str, port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let mut failure = io::Error::other("no address");
    for address in (host, port).to_socket_addrs()? {
        match TcpListener::bind(address) {
            Ok(listener) => return Ok((listener, address)),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
