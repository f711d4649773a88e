//! Takes both streams locked and flushes by hand, and names every address that
//! failed in its error.

use crate::arguments::{Connect, parse};
use std::io::{self, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    match run(&mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "error: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(out: &mut impl Write) -> io::Result<()> {
    let Connect { host, port } = parse();
    let addresses = (host.as_str(), port)
        .to_socket_addrs()
        .map_err(|error| io::Error::new(error.kind(), format!("{host}: {error}")))?;
    let mut reasons = String::new();
    out.write_all(b"Socket successfully created\n")?;
    out.flush()?;
    for address in addresses {
        if let Err(error) = TcpStream::connect(address) {
            reasons += &format!(" {address}: {error}.");
            continue;
        }
        let ip = address.ip();
        writeln!(out, "the socket has successfully connected to {host} on address == {ip}")?;
        return Ok(());
    }
    Err(io::Error::other(format!("cannot connect to {host}:{port}.{reasons}")))
}
