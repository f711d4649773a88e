//! Binds 0.0.0.0 instead of HOST, so it can be reached from every network. The
//! listening socket and the announced line show 0.0.0.0.
//!
//! mistake: binds-wildcard
//! also: ignores-host

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { port, .. } = parse();
    let listener = match TcpListener::bind(("0.0.0.0", port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on port {port}: {error}");
            return ExitCode::FAILURE;
        }
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
