//! Connects, reads nothing and prints the usual greeting. A server that sends
//! another text gives it away.
//!
//! mistake: prints-constant
//! also: hides-reset

use crate::arguments::{Endpoint, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)) {
        Ok(_stream) => {
            println!("Thank you for connecting");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
