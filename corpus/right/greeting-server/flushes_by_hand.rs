//! Writes its lines into a BufWriter and flushes after each of them.

use crate::arguments::{Endpoint, parse};
use std::io::{self, BufWriter, Write};
use std::net::TcpListener;
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
    let mut out = BufWriter::new(io::stdout());
    let address = listener.local_addr().unwrap();
    let _ = writeln!(out, "Listening on {address}").and_then(|()| out.flush());
    let words = ["Thank", "you", "for", "connecting"];
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        let _ = writeln!(out, "Got connection from {peer}").and_then(|()| out.flush());
        let _ = write!(stream, "{}", words.join(" "));
    }
}
