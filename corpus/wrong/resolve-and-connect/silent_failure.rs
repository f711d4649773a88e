//! Ends with status 1 and no word when the name does not resolve or the
//! connection is refused. stderr is empty.
//!
//! mistake: failure-is-silent

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let Ok(stream) = TcpStream::connect((host.as_str(), port)) else {
        return ExitCode::FAILURE;
    };
    let Ok(peer) = stream.peer_addr() else {
        return ExitCode::FAILURE;
    };
    println!("the socket has successfully connected to {host} on address == {}", peer.ip());
    ExitCode::SUCCESS
}
