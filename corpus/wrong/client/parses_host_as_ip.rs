//! Parses --host as an IP address. A name such as localhost is reported as an
//! error instead of being resolved.
//!
//! mistake: parses-host-as-ip

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::{IpAddr, TcpStream};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let Ok(ip) = host.parse::<IpAddr>() else {
        eprintln!("error: {host} is not an IP address");
        return ExitCode::FAILURE;
    };
    match TcpStream::connect((ip, port)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {ip} port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
