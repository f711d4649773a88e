//! `resolve-and-connect`: turns the name of a host into addresses and connects
//! to the first of them that answers.
//!
//! The task is in `exercises/resolve-and-connect/README.md`.

use clap::Parser;
use std::net::SocketAddr;
use std::process::ExitCode;

// ── your part: imports ──
// You will need `ToSocketAddrs` from `std::net`, and `Domain`, `Protocol`,
// `Socket` and `Type` from `socket2`.
// ── end of your part ──

/// Connects to a host over TCP and says which of its addresses answered
#[derive(Parser)]
struct Arguments {
    /// Host to connect to: a name, an IPv4 address or an IPv6 address
    #[arg(default_value = "www.google.com")]
    host: String,

    /// TCP port to connect to
    #[arg(long, default_value_t = 80)]
    port: u16,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Errors are sentences. The system's reason alone ("connection refused") does
/// not say what was tried, so whoever makes a call adds that.
fn run(arguments: &Arguments) -> Result<(), String> {
    let addresses = resolve(&arguments.host, arguments.port)?;
    connect_to_first(&addresses, &arguments.host)
}

/// All addresses of `host`, in the resolver's order, each with `port`.
fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, String> {
    // ── your part: resolve ──
    // Ask the resolver for the addresses of the host: `to_socket_addrs` of the
    // pair `(host, port)`. If there are none, return an error that names the
    // host and gives the system's reason.
    todo!("resolve {host} for port {port}")
    // ── end of your part ──
}

/// Connects to one address after another until one answers, and prints it.
fn connect_to_first(addresses: &[SocketAddr], host: &str) -> Result<(), String> {
    // ── your part: connect ──
    // For each address, in turn:
    // - make a TCP socket of the address's family with `Socket::new` (see
    //   `Domain::for_address`), and print that it was created;
    // - `connect` it; socket2 takes the address as `&address.into()`;
    // - if that works, print the line with the address and return `Ok(())`;
    // - if not, remember why, with the address, and go on to the next one.
    // If no address answers, return what you remember.
    todo!("connect to {host} on one of {addresses:?}")
    // ── end of your part ──
}
