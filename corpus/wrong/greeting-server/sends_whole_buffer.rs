//! Copies the greeting into a buffer of 64 bytes and sends all of it: 40 NUL
//! bytes follow the text.
//!
//! mistake: wrong-greeting

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
    let greeting = b"Thank you for connecting";
    let mut buffer = [0; 64];
    buffer[..greeting.len()].copy_from_slice(greeting);
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(&buffer);
    }
}
