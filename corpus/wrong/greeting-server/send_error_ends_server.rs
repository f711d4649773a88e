//! Treats a failed send as the end of the server. A client that resets its
//! connection makes it exit with an error, and the next is refused.
//!
//! mistake: dies-with-a-client

use crate::arguments::{Endpoint, parse};
use std::io::{self, Write};
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let Err(error) = serve(&host, port) else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {host} port {port}: {error}");
    ExitCode::FAILURE
}

fn serve(host: &str, port: u16) -> io::Result<()> {
    let listener = TcpListener::bind((host, port))?;
    println!("Listening on {}", listener.local_addr()?);
    loop {
        let (mut stream, peer) = listener.accept()?;
        println!("Got connection from {peer}");
        stream.write_all(b"Thank you for connecting")?;
    }
}
