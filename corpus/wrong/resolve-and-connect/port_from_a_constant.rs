//! Resolves HOST with a constant port, and uses --port only in its messages.
//! The port that was asked for is never dialled.
//!
//! mistake: constant-port

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

const PORT: u16 = 8080;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), PORT).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Socket successfully created");
    for address in addresses {
        if TcpStream::connect(address).is_ok() {
            println!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: cannot connect to {host}:{port}");
    ExitCode::FAILURE
}
