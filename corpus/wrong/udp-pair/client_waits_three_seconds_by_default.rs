//! The client heeds --timeout, but waits for three seconds where it is left out.
//!
//! mistake: wrong-default

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::io;
use std::process::ExitCode;
use std::time::Duration;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => udp::serve(arguments),
        Role::Client(arguments) => ask(arguments),
    }
}

fn ask(arguments: UdpClient) -> ExitCode {
    match exchange(&arguments) {
        Ok(reply) => {
            println!("{}", String::from_utf8_lossy(&reply));
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
    let is_given = std::env::args().any(|argument| argument.starts_with("--timeout"));
    let wait = if is_given { udp::wait(arguments.timeout) } else { Duration::from_secs(3) };
    socket.set_read_timeout(Some(wait))?;
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
