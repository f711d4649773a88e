//! Calls exit with -1 when the connection fails. The system makes that 255, not
//! 1.
//!
//! mistake: wrong-failure-status

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process;

pub fn main() {
    let Endpoint { host, port } = parse();
    let mut stream = TcpStream::connect((host.as_str(), port)).unwrap_or_else(|error| {
        eprintln!("error: cannot connect to {host}:{port}: {error}");
        process::exit(-1);
    });
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        process::exit(-1);
    }
}
