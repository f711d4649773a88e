//! Sends a greeting of its own before it reads. The listener reads bytes from a
//! client that should be silent.
//!
//! mistake: talks-first

use crate::arguments::{Endpoint, parse};
use std::io::{Read, Write};
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
    if let Err(error) = stream.write_all(b"Hello, server!\n") {
        eprintln!("error: cannot write to {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
