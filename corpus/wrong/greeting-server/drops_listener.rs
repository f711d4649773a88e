//! The listener is dropped, and so closed, at the end of the function that
//! makes it. The announced port was real for a moment, then every connect is
//! refused.
//!
//! mistake: never-listens

use crate::arguments::{Endpoint, parse};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match start(&host, port) {
        Ok(address) => println!("Listening on {address}"),
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    }
    loop {
        thread::park();
    }
}

fn start(host: &str, port: u16) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((host, port))?;
    listener.local_addr()
}
