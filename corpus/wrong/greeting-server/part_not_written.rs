//! Listens, and comes to the part of the stub that is still to be written when
//! the first client is there. The panic gives it away.
//!
//! mistake: part-not-written

use crate::arguments::{Endpoint, parse};
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    serve(&listener)
}

fn serve(listener: &TcpListener) -> ExitCode {
    let _client = listener.accept();
    todo!("greet the client")
}
