//! The line about a client goes to stderr. stdout has the Listening line and
//! nothing else.
//!
//! mistake: results-on-stderr

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::{self, ExitCode};
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port)).unwrap_or_else(|error| {
        eprintln!("error: {host} port {port}: {error}");
        process::exit(1);
    });
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        eprintln!("Got connection from {peer}");
        thread::spawn(move || stream.write_all(b"Thank you for connecting"));
    }
}
