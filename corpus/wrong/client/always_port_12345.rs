//! Dials port 12345 whatever --port is. The port that was asked for is never
//! dialled.
//!
//! mistake: constant-port

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, .. } = parse();
    match TcpStream::connect((host.as_str(), 12345)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
