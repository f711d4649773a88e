//! Tries all addresses of a name, but the last one first.
//!
//! mistake: orders-addresses

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses.collect::<Vec<_>>(),
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    for address in addresses.into_iter().rev() {
        println!("Socket successfully created");
        match TcpStream::connect(address) {
            Ok(_) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                return ExitCode::SUCCESS;
            }
            Err(error) => eprintln!("{address}: {error}"),
        }
    }
    eprintln!("error: no address of {host} can be reached");
    ExitCode::FAILURE
}
