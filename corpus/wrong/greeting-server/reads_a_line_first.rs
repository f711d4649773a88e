//! Waits for a line from the client before it greets, and serves one client at
//! a time. With a silent client everybody waits.
//!
//! mistake: reads-first
//! also: waits-for-client-to-close

use crate::arguments::{Endpoint, parse};
use std::io::{BufRead, BufReader, Write};
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
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let mut line = String::new();
        if BufReader::new(&stream).read_line(&mut line).is_ok() {
            let _ = stream.write_all(b"Thank you for connecting");
        }
    }
}
