//! Prints the second line and connects after it. A refused port gives the line
//! on stdout before the failure.
//!
//! mistake: announces-before-connecting

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let addresses: Vec<_> = addresses.collect();
    println!("Socket successfully created");
    if let Some(address) = addresses.first() {
        println!("the socket has successfully connected to {host} on address == {}", address.ip());
    }
    match TcpStream::connect(&addresses[..]) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
