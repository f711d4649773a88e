//! The client unwraps what recv returns: a refused port ends it with a panic,
//! and so does a reply that never comes.
//!
//! mistake: unwrap-on-refusal
//! also: no-retry

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => udp::serve(arguments),
        Role::Client(arguments) => ask(arguments),
    }
}

fn ask(arguments: UdpClient) -> ExitCode {
    let UdpClient { host, port, timeout, message } = arguments;
    let wait = udp::wait(timeout);
    let socket = match udp::open(&host, port) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    socket.set_read_timeout(Some(wait)).unwrap();
    socket.send(message.as_bytes()).unwrap();
    let mut buffer = vec![0; 65536];
    let length = socket.recv(&mut buffer).unwrap();
    println!("{}", String::from_utf8_lossy(&buffer[..length]));
    ExitCode::SUCCESS
}
