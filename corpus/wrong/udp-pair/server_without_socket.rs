//! The server prints that it listens and waits, but owns no socket: nobody
//! hears the datagrams.
//!
//! mistake: never-listens
//! also: announces-asked-port

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let mut addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot look up {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(address) = addresses.next() {
        println!("Listening on {address}");
    }
    loop {
        thread::park();
    }
}
