//! Reads three times, and no more. Of a text in more pieces, or a long one, it
//! prints only the beginning.
//!
//! mistake: reads-fixed-length

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
    let mut outcome = Ok(());
    for _ in 0..3 {
        match stream.read(&mut buffer) {
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(error) => outcome = Err(error),
        }
    }
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
