//! Decodes each piece before it adds it to the text. A character that is cut by
//! the edge of a piece becomes replacement characters.
//!
//! mistake: decodes-each-piece

use crate::arguments::{Endpoint, parse};
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

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
    let mut text = String::new();
    let mut buffer = vec![0; 64 * 1024];
    let outcome = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(count) => text += &String::from_utf8_lossy(&buffer[..count]),
            Err(error) => break Err(error),
        }
    };
    println!("{text}");
    outcome
}
