//! Sends an HTTP request on the connection, where it must stay silent. The
//! listener reads bytes.
//!
//! mistake: talks-first

use crate::arguments::{Connect, parse};
use std::io::{self, Write};
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
    write!(stream, "GET / HTTP/1.0\r\nHost: {host}\r\n\r\n")?;
    Ok(peer)
}
