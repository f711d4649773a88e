//! Unwraps the result of bind. A busy port, and an unknown name too, gives a
//! panic and status 101.
//!
//! mistake: unwrap-on-bind
//! also: unwrap-on-lookup

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;

pub fn main() {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port)).unwrap();
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
