//! The arguments of the five programs, as the exercises parse them.

use clap::{Args, Parser, Subcommand};
use std::env;

/// Of `resolve-and-connect`.
#[derive(Parser)]
pub struct Connect {
    /// Name or address of the host to connect to
    #[arg(default_value = "www.google.com")]
    pub host: String,
    /// TCP port to connect to
    #[arg(long, default_value_t = 80)]
    pub port: u16,
}

/// Of `greeting-server` and `client`.
#[derive(Parser)]
pub struct Endpoint {
    /// Name or address of the host
    #[arg(long, default_value_t = host_name())]
    pub host: String,
    /// TCP port
    #[arg(long, default_value_t = 12345)]
    pub port: u16,
}

/// Of `ipv6-server`.
#[derive(Parser)]
pub struct Ipv6Endpoint {
    /// Name or IPv6 address to listen on
    #[arg(long, default_value = "::1")]
    pub host: String,
    /// TCP port
    #[arg(long, default_value_t = 12345)]
    pub port: u16,
}

/// Of `udp-pair`.
#[derive(Parser)]
struct Pair {
    #[command(subcommand)]
    role: Role,
}

/// Which half of `udp-pair`.
#[derive(Subcommand)]
pub enum Role {
    /// Answer every datagram
    Server(UdpServer),
    /// Send a datagram and print the answer
    Client(UdpClient),
}

/// Of `udp-pair server`.
#[derive(Args)]
pub struct UdpServer {
    /// Name or address of the host to bind
    #[arg(long, default_value_t = host_name())]
    pub host: String,
    /// UDP port
    #[arg(long, default_value_t = 12345)]
    pub port: u16,
}

/// Of `udp-pair client`.
#[derive(Args)]
pub struct UdpClient {
    /// Name or address of the server's host
    #[arg(long, default_value_t = host_name())]
    pub host: String,
    /// The server's UDP port
    #[arg(long, default_value_t = 12345)]
    pub port: u16,
    /// Seconds to wait for each answer
    #[arg(long, default_value_t = 1.0)]
    pub timeout: f64,
    /// What to send
    #[arg(default_value = "Hello")]
    pub message: String,
}

/// Parses the arguments behind the program's name.
pub fn parse<T: Parser>() -> T {
    T::parse_from(env::args().skip(1))
}

/// Parses the arguments of `udp-pair`.
pub fn role() -> Role {
    parse::<Pair>().role
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}
