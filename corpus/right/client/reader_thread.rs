//! Reads in a thread of its own, which hands the pieces over through a channel.

use crate::arguments::{Endpoint, parse};
use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (sender, pieces) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut buffer = [0; 2048];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => sender.send(buffer[..count].to_vec()).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    });
    let bytes: Vec<u8> = pieces.into_iter().flatten().collect();
    println!("{}", String::from_utf8_lossy(&bytes));
    let outcome = reader.join().expect("the reader does not panic");
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
