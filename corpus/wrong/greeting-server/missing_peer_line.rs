//! Serves its clients without a word. After the Listening line nothing is
//! printed.
//!
//! mistake: missing-peer-line

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::{self, ExitCode};

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port)).unwrap_or_else(|error| {
        eprintln!("error: {host} port {port}: {error}");
        process::exit(1);
    });
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        if let Ok((mut stream, _)) = listener.accept() {
            let _ = stream.write_all(b"Thank you for connecting");
        }
    }
}
