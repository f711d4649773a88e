//! Announces the address after bind, sleeps two seconds, and only then listens.
//! A connect right after the line is refused.
//!
//! mistake: announces-before-listening

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let socket = match bind(&host, port) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    println!("Listening on {address}");
    thread::sleep(Duration::from_secs(2));
    if let Err(error) = socket.listen(128) {
        eprintln!("error: cannot listen on {address}: {error}");
        return ExitCode::FAILURE;
    }
    let listener = TcpListener::from(socket);
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn bind(host: &str, port: u16) -> io::Result<Socket> {
    let mut failure = io::Error::other("no address");
    for address in (host, port).to_socket_addrs()? {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        match socket.bind(&address.into()) {
            Ok(()) => return Ok(socket),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
