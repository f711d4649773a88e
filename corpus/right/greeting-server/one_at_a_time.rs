//! One client at a time, without threads.

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

const GREETING: &[u8] = b"Thank you for connecting";

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
        let (mut stream, peer) = match listener.accept() {
            Ok(client) => client,
            Err(error) => {
                eprintln!("cannot accept: {error}");
                continue;
            }
        };
        println!("Got connection from {peer}");
        if let Err(error) = stream.write_all(GREETING) {
            eprintln!("{peer} went away: {error}");
        }
    }
}
