//! Prints further lines on stdout and stderr, before, between and after the
//! specified ones.

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    println!("This is the greeting server");
    println!("I was asked for {host}, port {port}");
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    eprintln!("log: ready for clients");
    let mut served = 0;
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                eprintln!("log: accepted a client");
                println!("Got connection from {peer}");
                match stream.write_all(b"Thank you for connecting") {
                    Ok(()) => served += 1,
                    Err(error) => eprintln!("log: lost {peer}: {error}"),
                }
                println!("{served} clients served so far");
            }
            Err(error) => eprintln!("log: cannot accept: {error}"),
        }
    }
}
