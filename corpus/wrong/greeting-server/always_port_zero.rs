//! Binds port 0 whatever --port is, so the system always picks. With --port 0
//! nothing is wrong; asked for a particular port, it listens on another.
//!
//! mistake: constant-port
//! also: tries-another-port

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, .. } = parse();
    let listener = match TcpListener::bind((host.as_str(), 0)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}: {error}");
            return ExitCode::FAILURE;
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
