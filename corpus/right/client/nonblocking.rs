//! Reads without blocking and rests a millisecond when there is nothing to
//! read.

use crate::arguments::{Endpoint, parse};
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nonblocking(true)?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let outcome = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(1));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome
}
