//! Serves one client and ends.
//!
//! mistake: stops-serving

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::TcpListener;

pub fn main() -> io::Result<()> {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port))
        .inspect_err(|error| eprintln!("error: {host}:{port}: {error}"))?;
    println!("Listening on {}", listener.local_addr()?);
    let (mut stream, peer) = listener.accept()?;
    println!("Got connection from {peer}");
    stream.write_all(b"Thank you for connecting")
}
