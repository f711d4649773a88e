//! Begins the second line with a capital and writes one equals sign. A
//! byte-by-byte comparison finds both.
//!
//! mistake: different-text

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
        if let Ok(_stream) = TcpStream::connect(address) {
            println!(
                "The socket has successfully connected to {host} on address = {}",
                address.ip()
            );
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: cannot connect to {host}:{port}");
    ExitCode::FAILURE
}
