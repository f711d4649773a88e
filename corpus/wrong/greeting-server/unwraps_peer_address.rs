//! Asks the accepted stream for its peer's address and unwraps the answer. A
//! client that has reset its connection by then has no address: the server
//! panics.
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
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            continue;
        };
        println!("Got connection from {}", stream.peer_addr().unwrap());
        let _ = stream.write_all(b"Thank you for connecting");
    }
    ExitCode::SUCCESS
}
