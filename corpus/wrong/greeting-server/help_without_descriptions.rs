//! --help lists the arguments but says of none of them what it is for.
//!
//! mistake: missing-help

use crate::arguments::parse;
use clap::Parser;
use std::io::Write;
use std::net::TcpListener;
use std::process::{self, ExitCode};

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = host_name())]
    host: String,
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    let listener = TcpListener::bind((host.as_str(), port)).unwrap_or_else(|error| {
        eprintln!("error: {host} port {port}: {error}");
        process::exit(1);
    });
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}
