//! Returns when a read fails, before it prints. What came before a reset is
//! lost.
//!
//! mistake: loses-text-on-reset

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut bytes = Vec::new();
    if let Err(error) = stream.read_to_end(&mut bytes) {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{}", String::from_utf8_lossy(&bytes));
    ExitCode::SUCCESS
}
