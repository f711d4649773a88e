//! Connects once to see whether the server is there, and then once more. The
//! listener counts two connections.
//!
//! mistake: connects-twice

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let target = (host.as_str(), port);
    if let Err(error) = TcpStream::connect(target) {
        eprintln!("error: {host}:{port} is not reachable: {error}");
        return ExitCode::FAILURE;
    }
    match TcpStream::connect(target).and_then(|stream| stream.peer_addr()) {
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
