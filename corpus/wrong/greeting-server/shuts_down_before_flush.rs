//! Writes the greeting to a BufWriter and shuts the connection down before the
//! writer is flushed. A client reads the end of the stream after 0 bytes.
//!
//! mistake: sends-nothing

use crate::arguments::{Endpoint, parse};
use std::io::{BufWriter, Write};
use std::net::{Shutdown, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let mut writer = BufWriter::new(&stream);
        let _ = writer.write_all(b"Thank you for connecting");
        let _ = stream.shutdown(Shutdown::Both);
    }
}
