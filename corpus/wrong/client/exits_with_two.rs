//! Ends with status 2 when the connection fails. That status is for wrong
//! arguments.
//!
//! mistake: wrong-failure-status

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;
use std::process;

pub fn main() {
    let Endpoint { host, port } = parse();
    if let Err(error) = TcpStream::connect((host.as_str(), port)).and_then(receive) {
        eprintln!("error: {host}:{port}: {error}");
        process::exit(2);
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}
