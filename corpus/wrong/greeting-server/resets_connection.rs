//! Sets SO_LINGER to 0 before it closes. A client gets a reset where the end of
//! the stream should be.
//!
//! mistake: resets-connection

use crate::arguments::{Endpoint, parse};
use socket2::SockRef;
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;
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
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
