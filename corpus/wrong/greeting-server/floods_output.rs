//! Polls with a non-blocking accept and prints a line each time nobody is
//! there. Output comes without end, and a processor is kept busy.
//!
//! mistake: floods-output

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
    if let Err(error) = listener.set_nonblocking(true) {
        eprintln!("error: cannot make the listener non-blocking: {error}");
        return ExitCode::FAILURE;
    }
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                let _ = stream.set_nonblocking(false);
                let _ = stream.write_all(b"Thank you for connecting");
            }
            Err(_) => println!("Waiting for a connection..."),
        }
    }
}
