//! Reads once. Of a text that comes in pieces it prints only the first.
//!
//! mistake: one-read
//! also: hides-reset

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
    match stream.read(&mut buffer) {
        Ok(count) => {
            println!("{}", String::from_utf8_lossy(&buffer[..count]));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot read from {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
