//! Parses host and port as one socket address and unwraps that. Any name, and
//! an IPv6 address without brackets, ends in a panic with status 101.
//!
//! mistake: parses-host-as-ip
//! also: unwrap-on-lookup, ipv4-only

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let address: SocketAddr = format!("{host}:{port}").parse().unwrap();
    match TcpStream::connect(address).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {address}: {error}");
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
