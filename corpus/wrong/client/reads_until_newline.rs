//! Reads bytes up to the first newline. Of a text with several lines it prints
//! only the first.
//!
//! mistake: stops-at-newline
//! also: hides-reset

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
    let mut bytes = Vec::new();
    let outcome = BufReader::new(stream).read_until(b'\n', &mut bytes);
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    println!("{}", String::from_utf8_lossy(line));
    outcome.map(|_| ())
}
