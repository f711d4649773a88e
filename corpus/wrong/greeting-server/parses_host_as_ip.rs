//! Parses HOST as an IP address. Any name, localhost and the default host name
//! too, is refused with an error.
//!
//! mistake: parses-host-as-ip

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{IpAddr, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let ip: IpAddr = match host.parse() {
        Ok(ip) => ip,
        Err(error) => {
            eprintln!("error: {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let listener = match TcpListener::bind((ip, port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {ip} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
