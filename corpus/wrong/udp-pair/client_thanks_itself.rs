//! The client prints "Thank you for sending MESSAGE" as soon as any reply is
//! there: what the reply says does not matter.
//!
//! mistake: prints-own-message

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
        Ok(()) => {
            println!("Thank you for sending {}", arguments.message);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}:{}: {error}", arguments.host, arguments.port);
            ExitCode::FAILURE
        }
    }
}

fn exchange(arguments: &UdpClient) -> io::Result<()> {
    let socket = udp::open(&arguments.host, arguments.port)?;
    socket.set_read_timeout(Some(udp::wait(arguments.timeout)))?;
    let mut buffer = vec![0; 65536];
    for _ in 0..3 {
        socket.send(arguments.message.as_bytes())?;
        match socket.recv(&mut buffer) {
            Ok(_) => return Ok(()),
            Err(error) if udp::timed_out(&error) => continue,
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no reply after 3 attempts"))
}
