//! When the port is busy it announces the address of whoever listens there and
//! waits. A connect succeeds, but it reaches the other program; this process
//! owns no socket.
//!
//! mistake: never-listens

use crate::arguments::{Endpoint, parse};
use std::io::{ErrorKind, Write};
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();

    let address = match (host.as_str(), port).to_socket_addrs() {
        Ok(mut addresses) => addresses.next().unwrap(),
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };

    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            println!("Listening on {address}");
            loop {
                thread::park();
            }
        }
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
