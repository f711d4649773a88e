//! Throws the result of reading away. A reset connection ends with status 0.
//!
//! mistake: hides-reset

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
    let _ = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    ExitCode::SUCCESS
}
