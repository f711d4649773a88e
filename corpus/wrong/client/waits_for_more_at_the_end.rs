//! Takes a read of no bytes for a pause and tries again a little later. After
//! the server has closed it is still alive and has printed nothing.
//!
//! mistake: loops-at-end-of-stream

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut bytes = Vec::new();
    let mut buffer = [0; 1024];
    let error = loop {
        match stream.read(&mut buffer) {
            Ok(0) => thread::sleep(Duration::from_millis(20)),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => break error,
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    eprintln!("error: cannot read from {host}:{port}: {error}");
    ExitCode::FAILURE
}
