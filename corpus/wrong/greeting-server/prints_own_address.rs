//! Prints its own address where the client's belongs. The line shows the port
//! it listens on for every client.
//!
//! mistake: prints-own-address

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
        if let Ok(address) = stream.local_addr() {
            println!("Got connection from {address}");
        }
        let _ = stream.write_all(b"Thank you for connecting");
    }
    ExitCode::SUCCESS
}
