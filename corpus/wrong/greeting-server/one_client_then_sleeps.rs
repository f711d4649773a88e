//! Serves one client and then only stays alive. The second connect still
//! succeeds, because the system completes it, but nobody accepts it.
//!
//! mistake: stops-serving

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

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
    match listener.accept() {
        Ok((mut stream, peer)) => {
            println!("Got connection from {peer}");
            let _ = stream.write_all(b"Thank you for connecting");
        }
        Err(error) => eprintln!("cannot accept: {error}"),
    }
    loop {
        thread::sleep(Duration::from_secs(1));
    }
}
