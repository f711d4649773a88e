//! The ports are parsed by hand with a default for what is not a number: --port
//! 99999 is accepted instead of ending with status 2.
//!
//! mistake: usage-not-checked

use crate::arguments::{UdpClient, UdpServer, parse};
use crate::udp;
use clap::{Parser, Subcommand};
use gethostname::gethostname;
use std::process::ExitCode;

#[derive(Parser)]
struct Pair {
    #[command(subcommand)]
    half: Half,
}

#[derive(Subcommand)]
enum Half {
    /// Answer every datagram
    Server {
        /// Name or address of the host to bind
        #[arg(long, default_value_t = host_name())]
        host: String,
        /// UDP port
        #[arg(long, default_value = "12345")]
        port: String,
    },
    /// Send a datagram and print the answer
    Client(UdpClient),
}

pub fn main() -> ExitCode {
    match parse::<Pair>().half {
        Half::Server { host, port } => {
            let port = port.parse().unwrap_or(12345);
            udp::serve(UdpServer { host, port })
        }
        Half::Client(arguments) => udp::ask(arguments),
    }
}

fn host_name() -> String {
    gethostname().to_string_lossy().into_owned()
}
