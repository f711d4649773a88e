//! Reads one byte to see whether the server is there, and forgets it.
//!
//! mistake: alters-text

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
    let mut bytes = vec![0; 1];
    let outcome = stream.read(&mut bytes).and_then(|length| {
        bytes.truncate(length);
        let outcome = stream.read_to_end(&mut bytes);
        bytes.drain(..length);
        outcome
    });
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
