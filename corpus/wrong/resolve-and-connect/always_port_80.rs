//! Dials port 80 whatever --port is. The port that was asked for is never
//! dialled.
//!
//! mistake: constant-port

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, .. } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), 80)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}: {error}");
            ExitCode::FAILURE
        }
    }
}
