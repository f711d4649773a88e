//! Gives each client a thread that reads after the greeting. The client gets its
//! 24 bytes, and the end of the stream only when it closes itself.
//!
//! mistake: waits-for-client-to-close

use crate::arguments::{Endpoint, parse};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;

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
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        thread::spawn(move || {
            let _ = stream.write_all(b"Thank you for connecting");
            let _ = stream.read(&mut [0; 1024]);
        });
    }
}
