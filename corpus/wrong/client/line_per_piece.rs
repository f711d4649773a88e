//! Prints each piece on a line of its own. Extra line ends show where the text
//! was split.
//!
//! mistake: line-per-piece
//! also: decodes-each-piece, no-final-newline

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
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return ExitCode::SUCCESS,
            Ok(count) => println!("{}", String::from_utf8_lossy(&buffer[..count])),
            Err(error) => {
                eprintln!("error: cannot read from {host}:{port}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
}
