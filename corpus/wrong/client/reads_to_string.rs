//! Reads into a String, which fails when the text is not UTF-8. All of that
//! text is lost, and so is what came before a reset.
//!
//! mistake: refuses-non-utf8
//! also: loses-text-on-reset

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
    let mut text = String::new();
    if let Err(error) = stream.read_to_string(&mut text) {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{text}");
    ExitCode::SUCCESS
}
