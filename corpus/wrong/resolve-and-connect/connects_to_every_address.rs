//! Connects to every address of a name and prints the first that worked. A name
//! with two live addresses gets two connections.
//!
//! mistake: connects-twice

use crate::arguments::{Connect, parse};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Socket successfully created");
    let streams: Vec<(SocketAddr, TcpStream)> = addresses
        .filter_map(|address| Some((address, TcpStream::connect(address).ok()?)))
        .collect();
    let Some((address, _)) = streams.first() else {
        eprintln!("error: cannot connect to {host}:{port}");
        return ExitCode::FAILURE;
    };
    println!("the socket has successfully connected to {host} on address == {}", address.ip());
    ExitCode::SUCCESS
}
