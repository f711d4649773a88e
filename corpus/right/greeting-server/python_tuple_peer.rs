//! Prints the client's address as Python does, as a tuple.

use crate::arguments::{Endpoint, parse};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {}", tuple(peer));
        thread::spawn(move || stream.write_all(b"Thank you for connecting"));
    }
}

fn tuple(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => format!("('{}', {})", v4.ip(), v4.port()),
        SocketAddr::V6(v6) => {
            format!("('{}', {}, {}, {})", v6.ip(), v6.port(), v6.flowinfo(), v6.scope_id())
        }
    }
}
