//! Prints a third line on stdout after the two specified ones.
//!
//! mistake: extra-output

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            println!("Connection closed, goodbye!");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
