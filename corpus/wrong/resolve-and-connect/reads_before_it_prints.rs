//! Waits for a byte from the server before it prints the second line. A silent
//! server keeps it waiting for ever.
//!
//! mistake: waits-for-server

use crate::arguments::{Connect, parse};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match connect(&host, port) {
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

fn connect(host: &str, port: u16) -> io::Result<SocketAddr> {
    let mut stream = TcpStream::connect((host, port))?;
    let peer = stream.peer_addr()?;
    let mut answer = [0; 1024];
    let _ = stream.read(&mut answer)?;
    Ok(peer)
}
