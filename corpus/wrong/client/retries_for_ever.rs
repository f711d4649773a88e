//! Tries again and again while the connection is refused. With nobody listening
//! it is still alive seconds later.
//!
//! mistake: retries-for-ever

use crate::arguments::{Endpoint, parse};
use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = loop {
        match TcpStream::connect((host.as_str(), port)) {
            Ok(stream) => break stream,
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
                thread::sleep(Duration::from_millis(100));
            }
            Err(error) => {
                eprintln!("error: cannot connect to {host}:{port}: {error}");
                return ExitCode::FAILURE;
            }
        }
    };
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
