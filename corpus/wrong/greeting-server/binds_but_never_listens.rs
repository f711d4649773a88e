//! Binds its socket but never calls listen. The address is taken, yet every
//! connect is refused and no socket of the process is in the state LISTEN.
//!
//! mistake: never-listens

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match bind(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                let _ = stream.write_all(b"Thank you for connecting");
            }
            Err(error) => {
                eprintln!("accept: {error}");
                thread::sleep(Duration::from_secs(1));
            }
        }
    }
}

fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failure = io::Error::other("no address");
    for address in (host, port).to_socket_addrs()? {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        match socket.bind(&address.into()) {
            Ok(()) => return Ok(socket.into()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
