//! Prints the text as it comes and keeps the beginning of a cut character for
//! the next piece.

use crate::arguments::{Endpoint, parse};
use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::process::ExitCode;
use std::str;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let mut stream = match TcpStream::connect((host.as_str(), port)) {
        Ok(stream) => stream,
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut tail = Vec::new();
    let mut buffer = [0; 1000];
    let outcome = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(count) => {
                tail.extend_from_slice(&buffer[..count]);
                print!("{}", take_text(&mut tail));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    println!("{}", String::from_utf8_lossy(&tail));
    if let Err(error) = outcome {
        eprintln!("error: cannot read from {host}:{port}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Takes all but an unfinished character from the front of `bytes`.
fn take_text(bytes: &mut Vec<u8>) -> String {
    let mut text = String::new();
    loop {
        match str::from_utf8(bytes) {
            Ok(rest) => {
                text += rest;
                bytes.clear();
                return text;
            }
            Err(error) => {
                text += &String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                bytes.drain(..error.valid_up_to());
                let Some(length) = error.error_len() else {
                    return text;
                };
                text.push(char::REPLACEMENT_CHARACTER);
                bytes.drain(..length);
            }
        }
    }
}
