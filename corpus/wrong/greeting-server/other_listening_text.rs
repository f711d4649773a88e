//! Prints "Listening at" where "Listening on" is specified.
//!
//! mistake: different-text

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
    println!("Listening at {}", listener.local_addr().unwrap());
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                if let Err(error) = stream.write_all(b"Thank you for connecting") {
                    eprintln!("{peer} is gone: {error}");
                }
            }
            Err(error) => eprintln!("cannot accept: {error}"),
        }
    }
}
