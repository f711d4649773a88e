//! The client sends its three datagrams right after each other, in case one is
//! lost, and waits then.
//!
//! mistake: ignores-timeout
//! also: too-many-attempts

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
    let wait = udp::wait(arguments.timeout);
    let mut buffer = vec![0; 65536];
    for attempt in 0..3 {
        socket.send(arguments.message.as_bytes())?;
        // All the waiting is done behind the last one.
        let wait = if attempt < 2 { Duration::from_millis(1) } else { wait * 3 };
        socket.set_read_timeout(Some(wait))?;
        match socket.recv(&mut buffer) {
            Ok(length) => return Ok(buffer[..length].to_vec()),
            Err(error) if udp::timed_out(&error) => continue,
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no reply after 3 attempts"))
}
