//! The client ignores strangers, but its timeout begins anew with each datagram
//! of theirs: one who sends often enough holds it for ever.
//!
//! mistake: no-timeout

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
    let server = udp::lookup(&arguments.host, arguments.port)?;
    let socket = udp::unconnected(server)?;
    socket.set_read_timeout(Some(udp::wait(arguments.timeout)))?;
    let mut buffer = vec![0; 65536];
    for _ in 0..3 {
        socket.send_to(arguments.message.as_bytes(), server)?;
        loop {
            match socket.recv_from(&mut buffer) {
                Ok((length, from)) if from == server => return Ok(buffer[..length].to_vec()),
                Ok(_) => continue,
                Err(error) if udp::timed_out(&error) => break,
                Err(error) => return Err(error),
            }
        }
    }
    Err(io::Error::other("no reply after 3 attempts"))
}
