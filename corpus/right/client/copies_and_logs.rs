//! Copies the stream into a vector, with a timeout for each connect, and writes
//! a log on stderr at the end.

use crate::arguments::{Endpoint, parse};
use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match run(&host, port) {
        Ok((peer, count)) => {
            eprintln!("[info] {count} bytes from {peer}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(host: &str, port: u16) -> Result<(SocketAddr, u64), String> {
    let addresses = (host, port)
        .to_socket_addrs()
        .map_err(|error| format!("cannot resolve {host}: {error}"))?;
    let mut failures = Vec::new();
    for address in addresses {
        match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
            Ok(mut stream) => {
                let mut bytes = Vec::new();
                let outcome = io::copy(&mut stream, &mut bytes);
                println!("{}", String::from_utf8_lossy(&bytes));
                let count =
                    outcome.map_err(|error| format!("cannot read from {address}: {error}"))?;
                return Ok((address, count));
            }
            Err(error) => failures.push(format!("{address}: {error}")),
        }
    }
    Err(format!("cannot connect to {host}:{port}: {}", failures.join("; ")))
}
