//! Ends with status 1 when it cannot listen, but says nothing.
//!
//! mistake: failure-is-silent

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let Ok(listener) = TcpListener::bind((host.as_str(), port)) else {
        return ExitCode::FAILURE;
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        thread::spawn(move || stream.write_all(b"Thank you for connecting"));
    }
}
