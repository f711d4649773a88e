//! Every failure of the client is returned from main: status 1, but the line on
//! stderr is Rust's "Error: ..." in Debug format.
//!
//! mistake: failure-without-prefix

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::error::Error;
use std::process::ExitCode;

pub fn main() -> Result<ExitCode, Box<dyn Error>> {
    match role() {
        Role::Server(arguments) => Ok(udp::serve(arguments)),
        Role::Client(arguments) => ask(arguments),
    }
}

fn ask(arguments: UdpClient) -> Result<ExitCode, Box<dyn Error>> {
    let UdpClient { host, port, timeout, message } = arguments;
    let socket = udp::open(&host, port)?;
    socket.set_read_timeout(Some(udp::wait(timeout)))?;
    let mut buffer = vec![0; 65536];
    for _ in 0..3 {
        socket.send(message.as_bytes())?;
        match socket.recv(&mut buffer) {
            Ok(length) => {
                println!("{}", String::from_utf8_lossy(&buffer[..length]));
                return Ok(ExitCode::SUCCESS);
            }
            Err(error) if udp::timed_out(&error) => continue,
            Err(error) => return Err(error.into()),
        }
    }
    Err(format!("no reply from {host}:{port} after 3 attempts").into())
}
