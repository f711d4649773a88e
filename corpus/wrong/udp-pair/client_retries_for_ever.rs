//! The client sends again after every timeout and every refusal, without end:
//! with nobody there it never fails.
//!
//! mistake: retries-for-ever
//! also: too-many-attempts

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::io;
use std::process::ExitCode;
use std::thread;

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
    let wait = udp::wait(arguments.timeout);
    let socket = udp::open(&arguments.host, arguments.port)?;
    socket.set_read_timeout(Some(wait))?;
    let mut buffer = vec![0; 65536];
    loop {
        let answer =
            socket.send(arguments.message.as_bytes()).and_then(|_| socket.recv(&mut buffer));
        match answer {
            Ok(length) => return Ok(buffer[..length].to_vec()),
            Err(error) if udp::timed_out(&error) => continue,
            Err(_) => thread::sleep(wait),
        }
    }
}
