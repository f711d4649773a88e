//! Binds only the first address of a name. When that one cannot be bound it
//! gives up, although a second address is free.
//!
//! mistake: first-address-only

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();

    let address = match (host.as_str(), port).to_socket_addrs() {
        Ok(mut addresses) => addresses.next().unwrap(),
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };

    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {address}: {error}");
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
