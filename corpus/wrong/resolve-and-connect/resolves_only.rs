//! Resolves the name and prints the address, but never connects to it. A
//! refused port still "succeeds".
//!
//! mistake: never-connects

use crate::arguments::{Connect, parse};
use std::net::ToSocketAddrs;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let mut addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(address) = addresses.next() {
        println!("the socket has successfully connected to {host} on address == {}", address.ip());
    }
    ExitCode::SUCCESS
}
