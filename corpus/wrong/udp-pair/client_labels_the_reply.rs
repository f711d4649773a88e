//! The client prints "Reply: " before the reply: the line is not the reply
//! alone.
//!
//! mistake: adds-text

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::io;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => udp::serve(arguments),
        Role::Client(arguments) => ask(arguments),
    }
}

fn ask(arguments: UdpClient) -> ExitCode {
    match exchange(&arguments) {
        Ok(reply) => {
            println!("Reply: {}", String::from_utf8_lossy(&reply));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}:{}: {error}", arguments.host, arguments.port);
            ExitCode::FAILURE
        }
    }
}

fn exchange(arguments: &UdpClient) -> io::Result<Vec<u8>> {
    let socket = udp::open(&arguments.host, arguments.port)?;
    socket.set_read_timeout(Some(udp::wait(arguments.timeout)))?;
    let mut buffer = vec![0; 65536];
    for _ in 0..3 {
        socket.send(arguments.message.as_bytes())?;
        match socket.recv(&mut buffer) {
            Ok(length) => return Ok(buffer[..length].to_vec()),
            Err(error) if udp::timed_out(&error) => continue,
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no reply after 3 attempts"))
}
