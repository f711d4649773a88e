//! Resolves the name and never connects, so it prints an empty text. The
//! listener sees nobody, and a refused port "succeeds".
//!
//! mistake: never-connects

use crate::arguments::{Endpoint, parse};
use std::net::ToSocketAddrs;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let bytes = Vec::new();
    match (host.as_str(), port).to_socket_addrs() {
        Ok(_) => {
            println!("{}", String::from_utf8_lossy(&bytes));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            ExitCode::FAILURE
        }
    }
}
