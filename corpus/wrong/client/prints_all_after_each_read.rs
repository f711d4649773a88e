//! Prints all it has after each read and does not notice the end of the stream.
//! The output never ends.
//!
//! mistake: floods-output
//! also: loops-at-end-of-stream, extra-output, line-per-piece

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
    let mut buffer = [0; 1024];
    loop {
        match stream.read(&mut buffer) {
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => {
                eprintln!("error: cannot read from {host}:{port}: {error}");
                return ExitCode::FAILURE;
            }
        }
        println!("{}", String::from_utf8_lossy(&bytes));
    }
}
