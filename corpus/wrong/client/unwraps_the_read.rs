//! Unwraps the result of reading. A reset ends in a panic with status 101, and
//! what came before it is lost.
//!
//! mistake: loses-text-on-reset

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
    stream.read_to_end(&mut bytes).unwrap();
    println!("{}", String::from_utf8_lossy(&bytes));
    ExitCode::SUCCESS
}
