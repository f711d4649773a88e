//! Resolves HOST for the line that it prints, but dials localhost. Nobody
//! arrives on another address.
//!
//! mistake: ignores-host

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
    let Some(peer) = addresses.into_iter().next() else {
        eprintln!("error: {host} has no address");
        return ExitCode::FAILURE;
    };
    println!("Socket successfully created");
    match TcpStream::connect(("localhost", port)) {
        Ok(_) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
