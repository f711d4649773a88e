//! Parses its arguments by hand and knows no --help: it is a usage error.
//!
//! mistake: missing-help

use std::env;
use std::io::Write;
use std::net::TcpListener;
use std::process::{self, ExitCode};

pub fn main() -> ExitCode {
    let (host, port) = arguments();
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
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn arguments() -> (String, u16) {
    let mut host = gethostname::gethostname().to_string_lossy().into_owned();
    let mut port = 12345;
    let mut arguments = env::args().skip(2);
    while let Some(name) = arguments.next() {
        match (name.as_str(), arguments.next()) {
            ("--host", Some(value)) => host = value,
            ("--port", Some(value)) if value.parse::<u16>().is_ok() => {
                port = value.parse().unwrap();
            }
            _ => {
                eprintln!("error: bad argument {name}");
                process::exit(2);
            }
        }
    }
    (host, port)
}
