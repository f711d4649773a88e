//! Connects and prints the second line, but never the first.
//!
//! mistake: missing-socket-line

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
