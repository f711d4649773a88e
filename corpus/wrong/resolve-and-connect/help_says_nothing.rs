//! Declares its arguments without a word about them. `--help` lists them but
//! does not describe them.
//!
//! mistake: missing-help

use crate::arguments::parse;
use clap::Parser;
use std::net::TcpStream;
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    #[arg(default_value = "www.google.com")]
    host: String,
    #[arg(long, default_value_t = 80)]
    port: u16,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
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
