//! Leaves --host unused and connects to localhost. Nobody arrives on the
//! address that was asked for.
//!
//! mistake: ignores-host

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { port, .. } = parse();
    let mut stream = match TcpStream::connect(("localhost", port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to localhost:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from localhost:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
