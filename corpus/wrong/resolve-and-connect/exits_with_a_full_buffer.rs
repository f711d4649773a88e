//! Writes the lines into a BufWriter and calls exit, which does not drop it.
//! Nothing appears on stdout.
//!
//! mistake: output-not-flushed

use crate::arguments::{Connect, parse};
use std::io::{self, BufWriter, Write};
use std::net::TcpStream;
use std::process;

pub fn main() {
    let Connect { host, port } = parse();
    let mut out = BufWriter::new(io::stdout());
    match connect(&host, port, &mut out) {
        Ok(()) => process::exit(0),
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            process::exit(1);
        }
    }
}

fn connect(host: &str, port: u16, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Socket successfully created")?;
    let stream = TcpStream::connect((host, port))?;
    let ip = stream.peer_addr()?.ip();
    writeln!(out, "the socket has successfully connected to {host} on address == {ip}")
}
