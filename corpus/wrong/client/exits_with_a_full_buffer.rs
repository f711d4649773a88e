//! Writes the text into a BufWriter and calls exit, which does not drop it. A
//! short text never appears on stdout.
//!
//! mistake: output-not-flushed

use crate::arguments::{Endpoint, parse};
use std::io::{self, BufWriter, Read, Write};
use std::net::TcpStream;
use std::process;

pub fn main() {
    let Endpoint { host, port } = parse();
    let mut out = BufWriter::new(io::stdout());
    let outcome = TcpStream::connect((host.as_str(), port)).and_then(|mut stream| {
        let mut bytes = Vec::new();
        let outcome = stream.read_to_end(&mut bytes);
        writeln!(out, "{}", String::from_utf8_lossy(&bytes))?;
        outcome
    });
    if let Err(error) = outcome {
        eprintln!("error: {host}:{port}: {error}");
        process::exit(1);
    }
    process::exit(0);
}
