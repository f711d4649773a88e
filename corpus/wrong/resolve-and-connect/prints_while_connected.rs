//! Prints the second line again and again while the socket has a peer. The
//! output never ends.
//!
//! mistake: floods-output
//! also: extra-output

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => {
            while let Ok(peer) = stream.peer_addr() {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    peer.ip()
                );
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
