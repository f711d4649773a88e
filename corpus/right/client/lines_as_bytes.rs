//! Reads line by line, as bytes with their line ends, and puts the lines
//! together again.

use crate::arguments::{Endpoint, parse};
use std::io::{self, BufRead, BufReader};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let outcome = loop {
        let mut line = Vec::new();
        let result = reader.read_until(b'\n', &mut line);
        lines.push(line);
        match result {
            Ok(0) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    println!("{}", String::from_utf8_lossy(&lines.concat()));
    outcome
}
