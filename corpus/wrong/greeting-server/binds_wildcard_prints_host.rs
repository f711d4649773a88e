//! Binds the wildcard address of HOST's family but announces HOST's own
//! address. Only the listening socket itself shows that every network can reach
//! it.
//!
//! mistake: binds-wildcard

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut address = match (host.as_str(), port).to_socket_addrs() {
        Ok(mut addresses) => addresses.next().unwrap(),
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let wildcard: IpAddr = match address.ip() {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let listener = match TcpListener::bind((wildcard, port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {address}: {error}");
            return ExitCode::FAILURE;
        }
    };
    address.set_port(listener.local_addr().unwrap().port());
    println!("Listening on {address}");
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
