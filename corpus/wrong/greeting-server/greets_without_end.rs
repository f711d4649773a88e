//! Sends the greeting again and again, as long as the client is there.
//!
//! mistake: repeats-greeting

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
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        while stream.write_all(b"Thank you for connecting").is_ok() {}
    }
}
