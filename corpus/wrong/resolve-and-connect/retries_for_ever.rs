//! Tries again and again while the connection is refused. With nobody listening
//! it is still alive seconds later.
//!
//! mistake: retries-for-ever

use crate::arguments::{Connect, parse};
use std::io::ErrorKind;
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    loop {
        match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
            Ok(peer) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    peer.ip()
                );
                return ExitCode::SUCCESS;
            }
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
                thread::sleep(Duration::from_millis(200));
            }
            Err(error) => {
                eprintln!("error: cannot connect to {host}:{port}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
}
