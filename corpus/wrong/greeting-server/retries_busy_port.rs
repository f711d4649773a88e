//! Waits for a busy port without end. While another program owns the port it
//! neither listens nor fails.
//!
//! mistake: retries-for-ever

use crate::arguments::{Endpoint, parse};
use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = loop {
        match TcpListener::bind((host.as_str(), port)) {
            Ok(listener) => break listener,
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                thread::sleep(Duration::from_millis(200));
            }
            Err(error) => {
                eprintln!("error: cannot listen on {host}:{port}: {error}");
                return ExitCode::FAILURE;
            }
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
