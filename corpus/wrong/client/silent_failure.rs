//! Ends with status 1 and no word when anything fails. stderr is empty.
//!
//! mistake: failure-is-silent

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let Ok(mut stream) = TcpStream::connect((host.as_str(), port)) else {
        return ExitCode::FAILURE;
    };
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
