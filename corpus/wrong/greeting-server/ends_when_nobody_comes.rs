//! Gives its listener a timeout of one and a half seconds and ends when nobody has
//! come for so long.
//!
//! mistake: ends-when-idle

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
    // accept() heeds the receive timeout, too (socket(7)).
    if let Err(error) = SockRef::from(&listener).set_read_timeout(Some(Duration::from_millis(1500)))
    {
        eprintln!("error: cannot set a timeout: {error}");
        return ExitCode::FAILURE;
    }
    println!("Listening on {}", listener.local_addr().unwrap());
    while let Ok((mut stream, peer)) = listener.accept() {
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
    ExitCode::SUCCESS
}
