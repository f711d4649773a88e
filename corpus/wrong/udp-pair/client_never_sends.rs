//! The client looks HOST up and prints the reply that it expects, but makes no
//! socket: no datagram arrives, and a dead port succeeds.
//!
//! mistake: never-connects

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::net::ToSocketAddrs;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => udp::serve(arguments),
        Role::Client(arguments) => ask(arguments),
    }
}

fn ask(arguments: UdpClient) -> ExitCode {
    let UdpClient { host, port, timeout, message } = arguments;
    udp::wait(timeout);
    match (host.as_str(), port).to_socket_addrs() {
        Ok(_) => {
            println!("Thank you for sending {message}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
