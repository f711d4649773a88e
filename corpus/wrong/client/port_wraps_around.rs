//! Takes the port as a u32 and casts it to u16. `--port 70000` is accepted and
//! dials another port instead of ending with status 2.
//!
//! mistake: usage-not-checked

use crate::arguments::parse;
use clap::Parser;
use std::io::{self, Read};
use std::net::TcpStream;
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    /// Name or address of the host
    #[arg(long, default_value_t = host_name())]
    host: String,
    /// TCP port
    #[arg(long, default_value_t = 12345)]
    port: u32,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    match TcpStream::connect((host.as_str(), port as u16)).and_then(receive) {
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
