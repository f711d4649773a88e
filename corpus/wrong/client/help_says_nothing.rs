//! Declares its arguments without a word about them. `--help` lists them but
//! does not describe them.
//!
//! mistake: missing-help

use crate::arguments::parse;
use clap::Parser;
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = host_name())]
    host: String,
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    match TcpStream::connect((host.as_str(), port)).and_then(receive) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn receive(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = Vec::new();
    let outcome = stream.read_to_end(&mut bytes);
    println!("{}", String::from_utf8_lossy(&bytes));
    outcome.map(|_| ())
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}
