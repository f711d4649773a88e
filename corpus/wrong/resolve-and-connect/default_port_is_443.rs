//! Says in its help that the default port is 80, and connects to 443.
//!
//! mistake: wrong-default

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let is_given = std::env::args().any(|argument| argument.starts_with("--port"));
    let port = if is_given { port } else { 443 };
    println!("Socket successfully created");
    let connected = TcpStream::connect((host.as_str(), port))
        .and_then(|stream| Ok((stream.peer_addr()?, stream)));
    match connected {
        Ok((peer, _stream)) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
