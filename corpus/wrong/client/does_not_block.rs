//! Makes the socket non-blocking and reads at once. Nothing has come yet, and the
//! read fails instead of waiting.
//!
//! mistake: non-blocking-read
//! also: gives-up-early, hides-reset, loses-text-on-reset, one-read, refuses-non-utf8, prints-empty-line

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
    if let Err(error) = stream.set_nonblocking(true) {
        eprintln!("error: cannot make the socket non-blocking: {error}");
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
