//! Binds ::1 whatever HOST is. Asked for another address it listens on ::1 all
//! the same.
//!
//! mistake: ignores-host
//! also: accepts-ipv4-host

use crate::arguments::{Ipv6Endpoint, parse};
use std::io::Write;
use std::net::{Ipv6Addr, TcpListener};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { port, .. } = parse();
    let listener = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on [::1]:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                if let Err(error) = stream.write_all(b"Thank you for connecting") {
                    eprintln!("{peer} is gone: {error}");
                }
            }
            Err(error) => eprintln!("cannot accept: {error}"),
        }
    }
}
