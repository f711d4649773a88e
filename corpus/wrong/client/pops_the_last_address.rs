//! Collects the addresses into a vector and takes them off its end, so that the
//! last one is tried first.
//!
//! mistake: orders-addresses

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match connect(&host, port).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// `pop` takes from the end.
fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    let mut failure = io::Error::other("no address");
    while let Some(address) = addresses.pop() {
        match TcpStream::connect(address) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
