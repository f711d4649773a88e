//! Prints the first line on stdout and the second on stderr. The second is
//! missing from stdout.
//!
//! mistake: results-on-stderr

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
    for address in addresses {
        println!("Socket successfully created");
        if TcpStream::connect(address).is_ok() {
            eprintln!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: cannot connect to {host}:{port}");
    ExitCode::FAILURE
}
