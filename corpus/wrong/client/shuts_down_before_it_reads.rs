//! Shuts both directions of the connection down before it reads. read() then
//! returns Ok(0) at once, unless something has come in between.
//!
//! mistake: prints-empty-line
//! also: gives-up-early, hides-reset, loses-text-on-reset, one-read, refuses-non-utf8, non-blocking-read

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::{Shutdown, TcpStream};
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
    if let Err(error) = stream.shutdown(Shutdown::Both) {
        eprintln!("error: cannot shut down: {error}");
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
