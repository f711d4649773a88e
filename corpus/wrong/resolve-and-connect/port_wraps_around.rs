//! Takes the port as a u32 and casts it to u16. `--port 70000` is accepted and
//! dials another port instead of ending with status 2.
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
    #[arg(long, default_value_t = 80)]
    port: u32,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    println!("Socket successfully created");
    match TcpStream::connect((host.as_str(), port as u16)).and_then(|stream| stream.peer_addr()) {
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
