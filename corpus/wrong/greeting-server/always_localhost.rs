//! Binds localhost whatever HOST is. Asked for 127.0.0.2, it listens on what
//! localhost stands for.
//!
//! mistake: ignores-host

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::{self, ExitCode};
use std::thread;

pub fn main() -> ExitCode {
    let arguments: Endpoint = parse();
    let address = format!("localhost:{}", arguments.port);
    let listener = TcpListener::bind(&address).unwrap_or_else(|error| {
        eprintln!("error: {address}: {error}");
        process::exit(1);
    });
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        thread::spawn(move || stream.write_all(b"Thank you for connecting"));
    }
}
