//! Reports an unknown name, but calls expect on bind. A busy port gives a panic
//! and status 101.
//!
//! mistake: unwrap-on-bind

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let addresses: Vec<SocketAddr> = addresses.collect();
    let listener = TcpListener::bind(&addresses[..]).expect("cannot bind");
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                if let Err(error) = stream.write_all(b"Thank you for connecting") {
                    eprintln!("{peer} is gone: {error}");
                }
            }
            Err(error) => eprintln!("cannot accept: {error}"),
        }
    }
}
