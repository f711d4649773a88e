//! Returns from the middle of its read loop when a read fails. What came before
//! a reset is lost.
//!
//! mistake: loses-text-on-reset

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match run(&host, port) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(host: &str, port: u16) -> io::Result<String> {
    let mut stream = TcpStream::connect((host, port))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 512];
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
            count => bytes.extend(&buffer[..count]),
        }
    }
}
