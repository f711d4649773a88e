//! Reads into a buffer with a capacity and no length. read() returns Ok(0) at once.
//!
//! mistake: prints-empty-line

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
    let mut buffer = Vec::with_capacity(1024);
    let mut bytes = Vec::new();
    let outcome = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(error) => break Err(error),
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
