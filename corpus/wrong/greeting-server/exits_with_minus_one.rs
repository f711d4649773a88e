//! Ends with status -1, which is 255, when it cannot listen.
//!
//! mistake: wrong-failure-status

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process;

pub fn main() {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port)).unwrap_or_else(|error| {
        eprintln!("error: {host}:{port}: {error}");
        process::exit(-1);
    });
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
