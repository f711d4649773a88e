//! Prints the first line before std makes the socket, and loops over the
//! addresses by itself.

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
    println!("Socket successfully created");
    let mut failure = format!("{host} has no address");
    for address in addresses {
        match TcpStream::connect(address) {
            Ok(_stream) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                return ExitCode::SUCCESS;
            }
            Err(error) => failure = format!("cannot connect to {address}: {error}"),
        }
    }
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}
