//! Reports a failure and returns from main. The exit status is 0.
//!
//! mistake: failure-exits-zero
//! also: hides-reset

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;

pub fn main() {
    let Endpoint { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)) {
        Ok(mut stream) => {
            let mut bytes = Vec::new();
            let outcome = stream.read_to_end(&mut bytes);
            println!("{}", String::from_utf8_lossy(&bytes));
            if let Err(error) = outcome {
                eprintln!("error: cannot read from {host}:{port}: {error}");
            }
        }
        Err(error) => eprintln!("error: cannot connect to {host}:{port}: {error}"),
    }
}
