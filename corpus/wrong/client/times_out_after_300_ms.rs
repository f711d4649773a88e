//! Sets a read timeout of 300 milliseconds and fails when it is over. A pause
//! in the middle of the text ends it.
//!
//! mistake: gives-up-early

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = stream.set_read_timeout(Some(Duration::from_millis(300))) {
        eprintln!("error: cannot set a timeout: {error}");
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
