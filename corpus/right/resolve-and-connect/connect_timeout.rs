//! Gives each address at most five seconds to answer.

use crate::arguments::{Connect, parse};
use std::net::{IpAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match connect(&host, port) {
        Ok(ip) => {
            println!("the socket has successfully connected to {host} on address == {ip}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn connect(host: &str, port: u16) -> Result<IpAddr, String> {
    let addresses = (host, port)
        .to_socket_addrs()
        .map_err(|error| format!("cannot resolve {host}: {error}"))?;
    let mut failures = Vec::new();
    for address in addresses {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(_stream) => return Ok(address.ip()),
            Err(error) => failures.push(format!("{address}: {error}")),
        }
    }
    Err(format!("cannot connect to {host}:{port}: {}", failures.join("; ")))
}
