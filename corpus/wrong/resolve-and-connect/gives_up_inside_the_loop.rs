//! Loops over the addresses of a name, but gives up at the first that refuses.
//! A live second address is never tried.
//!
//! mistake: first-address-only

use crate::arguments::{Connect, parse};
use std::io::ErrorKind;
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
        match TcpStream::connect(address) {
            Ok(_) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                return ExitCode::SUCCESS;
            }
            Err(error) if error.kind() == ErrorKind::NetworkUnreachable => continue,
            Err(error) => {
                eprintln!("error: cannot connect to {address}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    eprintln!("error: no address of {host} can be reached");
    ExitCode::FAILURE
}
