//! Reads in a loop that only an error leaves. At the end of the stream it spins
//! and prints nothing.
//!
//! mistake: loops-at-end-of-stream

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
    let error = loop {
        match stream.read(&mut buffer) {
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => break error,
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    eprintln!("error: cannot read from {host}:{port}: {error}");
    ExitCode::FAILURE
}
