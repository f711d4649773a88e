//! Says in its help that the default port is 12345, and connects to 8080.
//!
//! mistake: wrong-default

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let is_given = std::env::args().any(|argument| argument.starts_with("--port"));
    let port = if is_given { port } else { 8080 };
    match TcpStream::connect((host.as_str(), port)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
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
