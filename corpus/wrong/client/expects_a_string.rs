//! Reads into a String and expects that to work. A text that is not UTF-8, and
//! a reset too, end in a panic with status 101.
//!
//! mistake: panics-on-non-utf8
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
    stream.read_to_string(&mut text).expect("could not read the greeting");
    println!("{text}");
    ExitCode::SUCCESS
}
