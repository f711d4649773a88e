//! Prints the two lines without any socket. Every connect is refused, and the
//! process owns no listening socket.
//!
//! mistake: never-listens

use crate::arguments::{Endpoint, parse};
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut address = match (host.as_str(), port).to_socket_addrs() {
        Ok(mut addresses) => addresses.next().unwrap(),
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if port == 0 {
        address.set_port(48437);
    }
    println!("Listening on {address}");
    println!("Got connection from {}:48438", address.ip());
    loop {
        thread::park();
    }
}
