//! The client connects with TCP: the UDP server gets no datagram, and its port
//! refuses the connection.
//!
//! mistake: tcp-instead-of-udp

use crate::arguments::{Role, UdpClient, role};
use crate::udp;
use std::io::{self, Read, Write};
use std::net::TcpStream;
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
    let mut stream = TcpStream::connect((arguments.host.as_str(), arguments.port))?;
    stream.set_read_timeout(Some(udp::wait(arguments.timeout)))?;
    stream.write_all(arguments.message.as_bytes())?;
    let mut buffer = vec![0; 65536];
    let length = stream.read(&mut buffer)?;
    buffer.truncate(length);
    Ok(buffer)
}
