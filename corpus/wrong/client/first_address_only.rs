//! Tries only the first address of a name. A name with a dead first and a live
//! second address fails.
//!
//! mistake: first-address-only

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match first_address(&host, port).and_then(TcpStream::connect).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn first_address(host: &str, port: u16) -> io::Result<SocketAddr> {
    let mut addresses = (host, port).to_socket_addrs()?;
    addresses.next().ok_or_else(|| io::Error::other("no address"))
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
