//! When the port is busy it silently takes the next one. A busy port is not
//! reported; the announced port is not the one asked for.
//!
//! mistake: tries-another-port

use crate::arguments::{Endpoint, parse};
use std::io::{self, ErrorKind, Write};
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match first_free(&host, port) {
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

fn first_free(host: &str, mut port: u16) -> io::Result<TcpListener> {
    loop {
        match TcpListener::bind((host, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < u16::MAX => port += 1,
            result => return result,
        }
    }
}
