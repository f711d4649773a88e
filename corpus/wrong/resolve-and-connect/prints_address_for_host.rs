//! Prints the address in both places of the second line. With a name as HOST,
//! the name is missing.
//!
//! mistake: prints-address-for-host

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
            let host = address.ip();
            println!("the socket has successfully connected to {host} on address == {host}");
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: cannot connect to {host}:{port}");
    ExitCode::FAILURE
}
