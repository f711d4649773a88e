//! Takes what a BufReader has in its buffer, and tells it how much that was.

use crate::arguments::{Endpoint, parse};
use std::io::{self, BufRead, BufReader, ErrorKind};
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
    let mut bytes = Vec::new();
    let outcome = loop {
        match reader.fill_buf() {
            Ok([]) => break Ok(()),
            Ok(filled) => {
                bytes.extend_from_slice(filled);
                let count = filled.len();
                reader.consume(count);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome
}
