//! Reports a name that does not resolve and ends with status 0. A refused
//! connection is handled as it should be.
//!
//! mistake: failure-exits-zero

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let addresses: Vec<SocketAddr> = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses.collect(),
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::SUCCESS;
        }
    };
    match TcpStream::connect(&addresses[..]).and_then(receive) {
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
