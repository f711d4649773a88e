//! Prints the two lines without any socket. Every connect is refused, and the
//! process owns no listening socket.
//!
//! mistake: never-listens

use crate::arguments::{Ipv6Endpoint, parse};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let Some(mut address) = addresses.into_iter().find(SocketAddr::is_ipv6) else {
        eprintln!("error: {host} has no IPv6 address");
        return ExitCode::FAILURE;
    };
    if port == 0 {
        address.set_port(48437);
    }
    println!("Listening on {address}");
    println!("Got connection from [{}]:48438", address.ip());
    loop {
        thread::park();
    }
}
