//! Prints `Listening on` right before it binds and listens: a moment too early.
//!
//! mistake: announces-before-listening
//! also: announces-asked-port, brackets-missing

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    println!("Listening on {host}:{port}");
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
