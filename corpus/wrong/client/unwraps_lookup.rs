//! Unwraps the lookup. A name that does not resolve ends in a panic with status
//! 101; a refused connection is handled.
//!
//! mistake: unwrap-on-lookup

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let addresses: Vec<_> = (host.as_str(), port).to_socket_addrs().unwrap().collect();
    match TcpStream::connect(addresses.as_slice()).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
