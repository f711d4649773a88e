//! Polls a non-blocking listener and parks for a millisecond when nobody is
//! there.

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
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
                let _ = greet(stream);
            }
            Err(_) => thread::park_timeout(Duration::from_millis(1)),
        }
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((host, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

// Outside Linux the accepted stream inherits the listener's mode.
fn greet(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.write_all(b"Thank you for connecting")
}
