//! Takes the port as text and falls back to 0 when it is no number. A wrong
//! --port is served instead of refused with status 2.
//!
//! mistake: usage-not-checked

use crate::arguments::parse;
use clap::Parser;
use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    /// Name or address of the host
    #[arg(long, default_value_t = host_name())]
    host: String,
    /// TCP port
    #[arg(long, default_value = "12345")]
    port: String,
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    let port: u16 = port.parse().unwrap_or_default();
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
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
