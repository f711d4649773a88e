//! Shuts the sending half down by hand before the stream is dropped.

use crate::arguments::{Endpoint, parse};
use std::convert::Infallible;
use std::io::{self, Write};
use std::net::{Shutdown, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let Err(error) = serve(&host, port);
    eprintln!("error: cannot listen on {host} port {port}: {error}");
    ExitCode::FAILURE
}

fn serve(host: &str, port: u16) -> io::Result<Infallible> {
    let listener = TcpListener::bind((host, port))?;
    println!("Listening on {}", listener.local_addr()?);
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let farewell = stream
            .write_all(b"Thank you for connecting")
            .and_then(|()| stream.shutdown(Shutdown::Write));
        if let Err(error) = farewell {
            eprintln!("{peer} went away: {error}");
        }
        drop(stream);
    }
}
