//! Reports a busy port or an unknown name properly, then ends with status 0.
//!
//! mistake: failure-exits-zero

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;

pub fn main() {
    let Endpoint { host, port } = parse();
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return;
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
