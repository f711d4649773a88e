//! Listens on port 7878 whatever --port is. The announced port is neither the
//! one asked for nor, for port 0, one that the system picked.
//!
//! mistake: constant-port
//! also: tries-another-port

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

const PORT: u16 = 7878;

pub fn main() -> ExitCode {
    let Endpoint { host, .. } = parse();
    let listener = match TcpListener::bind((host.as_str(), PORT)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{PORT}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
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
