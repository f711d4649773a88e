//! The arguments have no descriptions: --help lists their names
//! and says nothing about them.
//!
//! mistake: missing-help

use crate::arguments::{UdpClient, UdpServer, parse};
use crate::udp;
use clap::{Args, Parser, Subcommand};
use gethostname::gethostname;
use std::process::ExitCode;

#[derive(Parser)]
struct Pair {
    #[command(subcommand)]
    half: Half,
}

#[derive(Subcommand)]
enum Half {
    Server(Endpoint),
    Client {
        #[command(flatten)]
        server: Endpoint,
        #[arg(long, default_value_t = 1.0)]
        timeout: f64,
        #[arg(default_value = "Hello")]
        message: String,
    },
}

#[derive(Args)]
struct Endpoint {
    #[arg(long, default_value_t = gethostname().to_string_lossy().into_owned())]
    host: String,
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

pub fn main() -> ExitCode {
    match parse::<Pair>().half {
        Half::Server(Endpoint { host, port }) => udp::serve(UdpServer { host, port }),
        Half::Client { server: Endpoint { host, port }, timeout, message } => {
            udp::ask(UdpClient { host, port, timeout, message })
        }
    }
}
