//! Parses HOST as an IP address. A name such as localhost is reported as an
//! error instead of being resolved.
//!
//! mistake: parses-host-as-ip

use crate::arguments::{Connect, parse};
use std::net::{IpAddr, TcpStream};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let ip: IpAddr = match host.parse() {
        Ok(ip) => ip,
        Err(error) => {
            eprintln!("error: {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Socket successfully created");
    match TcpStream::connect((ip, port)) {
        Ok(_) => {
            println!("the socket has successfully connected to {host} on address == {ip}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
