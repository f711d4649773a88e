//! Reads to the end of the stream before it greets. The client that waits for the
//! greeting does not close, and both wait.
//!
//! mistake: reads-first

use crate::arguments::{Endpoint, parse};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let mut request = String::new();
        let _ = stream.read_to_string(&mut request);
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
