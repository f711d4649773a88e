//! Tries only the first address of a name. A name with a dead first and a live
//! second address fails.
//!
//! mistake: first-address-only

use crate::arguments::{Connect, parse};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let address = match (host.as_str(), port).to_socket_addrs().map(|mut all| all.next()) {
        Ok(Some(address)) => address,
        Ok(None) => {
            eprintln!("error: {host} has no address");
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Socket successfully created");
    match TcpStream::connect(address) {
        Ok(_) => {
            println!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
