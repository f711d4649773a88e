//! Prints as it reads, and unwraps each read. What came before a reset is
//! printed, but the reset ends in a panic with status 101.
//!
//! mistake: unwrap-on-read
//! also: decodes-each-piece

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut text = String::new();
    let mut buffer = [0; 1024];
    loop {
        let length = stream.read(&mut buffer).inspect_err(|_| println!("{text}")).unwrap();
        if length == 0 {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    println!("{text}");
    ExitCode::SUCCESS
}
