//! Unwraps the result of sending. A client that resets its connection makes the
//! server panic.
//!
//! mistake: dies-with-a-client

use crate::arguments::{Endpoint, parse};
use std::io::Write;
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
        let (mut stream, peer) = listener.accept().unwrap();
        println!("Got connection from {peer}");
        stream.write_all(b"Thank you for connecting").unwrap();
    }
}
