//! Takes the port as text and uses 80 when it is no number. `--port abc` is
//! accepted instead of ending with status 2.
//!
//! mistake: usage-not-checked

use crate::arguments::parse;
use clap::Parser;
use std::net::TcpStream;
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    /// Name or address of the host to connect to
    #[arg(default_value = "www.google.com")]
    host: String,
    /// TCP port to connect to
    #[arg(long, default_value = "80")]
    port: String,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    let port: u16 = port.parse().unwrap_or(80);
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port)).and_then(|stream| stream.peer_addr()) {
        Ok(peer) => {
            println!("the socket has successfully connected to {host} on address == {}", peer.ip());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}
