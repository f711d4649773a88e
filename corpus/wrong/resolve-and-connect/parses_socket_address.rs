//! Parses HOST and PORT as one socket address and expects that to work. Any
//! name, and an IPv6 address without brackets, ends in a panic with status 101.
//!
//! mistake: parses-host-as-ip
//! also: unwrap-on-lookup, ipv4-only

use crate::arguments::{Connect, parse};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let address: SocketAddr = format!("{host}:{port}").parse().expect("a valid address");
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
