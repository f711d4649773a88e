//! Sends the greeting in 24 writes of one byte, each a segment of its own.

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;

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
        match listener.accept() {
            Ok((stream, peer)) => {
                println!("Got connection from {peer}");
                if let Err(error) = greet(stream) {
                    eprintln!("{peer} went away: {error}");
                }
            }
            Err(error) => eprintln!("cannot accept: {error}"),
        }
    }
}

fn greet(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    for byte in b"Thank you for connecting" {
        stream.write_all(&[*byte])?;
    }
    Ok(())
}
