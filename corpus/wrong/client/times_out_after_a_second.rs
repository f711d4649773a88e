//! Sets a read timeout of one second and takes its passing for the end of the
//! greeting.
//!
//! mistake: gives-up-early

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = stream.set_read_timeout(Some(Duration::from_secs(1))) {
        eprintln!("error: cannot set a timeout: {error}");
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    if let Err(error) = stream.read_to_end(&mut bytes)
        && error.kind() != std::io::ErrorKind::WouldBlock
    {
        println!("{}", String::from_utf8_lossy(&bytes));
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{}", String::from_utf8_lossy(&bytes));
    ExitCode::SUCCESS
}
