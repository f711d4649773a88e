//! Accepts, prints, closes, and never sends. A client reads the end of the
//! stream after 0 bytes.
//!
//! mistake: sends-nothing

use crate::arguments::{Endpoint, parse};
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
        match listener.accept() {
            Ok((_stream, peer)) => println!("Got connection from {peer}"),
            Err(error) => eprintln!("cannot accept: {error}"),
        }
    }
}
