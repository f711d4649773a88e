//! The client asks 127.0.0.1, not the machine's own name, where --host is left out.
//!
//! mistake: wrong-default

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
    let is_given = std::env::args().any(|argument| argument.starts_with("--host"));
    let host = if is_given { arguments.host.as_str() } else { "127.0.0.1" };
    let socket = udp::open(host, arguments.port)?;
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
