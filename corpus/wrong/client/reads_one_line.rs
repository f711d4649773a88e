//! Reads a line. Of a text with several lines it prints only the first.
//!
//! mistake: stops-at-newline
//! also: refuses-non-utf8, hides-reset

use crate::arguments::{Endpoint, parse};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut line = String::new();
    let outcome = BufReader::new(stream).read_line(&mut line);
    println!("{line}");
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
