//! Prints both lines and then reads for half a second, in case the server has
//! something to say.
//!
//! mistake: waits-for-server

use crate::arguments::{Connect, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    let connected = TcpStream::connect((host.as_str(), port))
        .and_then(|stream| Ok((stream.peer_addr()?, stream)));
    match connected {
        Ok((peer, mut stream)) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
            let _ = stream.read(&mut [0; 1024]);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
