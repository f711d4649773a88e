//! Prints both lines and then reads until the server closes. A server that
//! keeps the connection open keeps it alive.
//!
//! mistake: waits-for-server

use crate::arguments::{Connect, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let connected = TcpStream::connect((host.as_str(), port))
        .and_then(|stream| Ok((stream.peer_addr()?, stream)));
    match connected {
        Ok((peer, mut stream)) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            let _ = stream.read_to_end(&mut Vec::new());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
