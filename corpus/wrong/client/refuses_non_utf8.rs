//! Reports a text that is not UTF-8 as an error and prints nothing of it.
//!
//! mistake: refuses-non-utf8

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
use std::str;

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
    let outcome = stream.read_to_end(&mut bytes);
    match str::from_utf8(&bytes) {
        Ok(text) => println!("{text}"),
        Err(error) => {
            eprintln!("error: the text of {host}:{port} is not UTF-8: {error}");
            return ExitCode::FAILURE;
        }
    }
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
