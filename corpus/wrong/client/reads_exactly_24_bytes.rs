//! Reads exactly the 24 bytes of the usual greeting. A longer text is cut, a
//! shorter one is an error.
//!
//! mistake: reads-fixed-length
//! also: loses-text-on-reset, hides-reset

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
    let mut greeting = [0; 24];
    if let Err(error) = stream.read_exact(&mut greeting) {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{}", String::from_utf8_lossy(&greeting));
    ExitCode::SUCCESS
}
