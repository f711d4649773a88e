//! Prints the whole buffer after a single read. NUL bytes follow the text, and
//! later pieces are missing.
//!
//! mistake: prints-whole-buffer
//! also: one-read, hides-reset

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
    let mut buffer = [0; 1024];
    if let Err(error) = stream.read(&mut buffer) {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{}", String::from_utf8_lossy(&buffer));
    ExitCode::SUCCESS
}
