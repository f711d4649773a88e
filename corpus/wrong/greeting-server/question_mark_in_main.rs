//! main returns the error of bind. Rust then prints "Error: Os { code: ... }",
//! a capital E and a debug form.
//!
//! mistake: failure-without-prefix

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::TcpListener;

pub fn main() -> io::Result<()> {
    let Endpoint { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port))?;
    println!("Listening on {}", listener.local_addr()?);
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
