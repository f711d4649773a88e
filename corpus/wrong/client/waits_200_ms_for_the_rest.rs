//! Waits as long as it takes for the first bytes, and then 200 milliseconds for
//! the rest: what has not come by then is left out.
//!
//! mistake: gives-up-early

use crate::arguments::{Endpoint, parse};
use std::io::Read;
use std::net::TcpStream;
use std::process::ExitCode;
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
    let mut buffer = [0; 4096];
    let outcome = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => break Ok(()),
            Err(error) => break Err(error),
        }
        if let Err(error) = stream.set_read_timeout(Some(Duration::from_millis(200))) {
            break Err(error);
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
