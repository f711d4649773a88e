//! Prints that it connected to HOST, but not on which address. The end of the
//! second line is missing.
//!
//! mistake: different-text

use crate::arguments::{Connect, parse};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)) {
        Ok(_) => {
            println!("the socket has successfully connected to {host}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
