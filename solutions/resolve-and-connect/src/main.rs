//! `resolve-and-connect`: turns the name of a host into addresses and connects
//! to the first of them that answers.
//!
//! The task is in `exercises/resolve-and-connect/README.md`.

use clap::Parser;
use std::net::SocketAddr;
use std::process::ExitCode;

// ── your part: imports ──
use socket2::{Domain, Protocol, Socket, Type};
use std::net::ToSocketAddrs;
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
    // An address in text form passes through here unchanged, so this is the
    // only place that cares whether HOST is a name.
    match (host, port).to_socket_addrs() {
        Ok(addresses) => Ok(addresses.collect()),
        Err(error) => Err(format!("cannot resolve {host}: {error}")),
    }
    // ── end of your part ──
}

/// Connects to one address after another until one answers, and prints it.
fn connect_to_first(addresses: &[SocketAddr], host: &str) -> Result<(), String> {
    // ── your part: connect ──
    let mut failure = format!("{host} has no address");
    for &address in addresses {
        // A socket belongs to one address family, and POSIX does not say what
        // state a failed connect leaves it in. So each address gets a socket of
        // its own. `TcpStream::connect` does the same, out of sight.
        let domain = Domain::for_address(address);
        let socket = match Socket::new(domain, Type::STREAM, Some(Protocol::TCP)) {
            Ok(socket) => socket,
            Err(error) => {
                failure = format!("cannot make a socket for {address}: {error}");
                continue;
            }
        };
        println!("Socket successfully created");

        match socket.connect(&address.into()) {
            Ok(()) => {
                // Only now is this true. Returning drops the socket, which
                // closes the connection.
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                return Ok(());
            }
            // Not the end: the next address may answer. If none does, the last
            // failure is the one to report.
            Err(error) => failure = format!("cannot connect to {address}: {error}"),
        }
    }
    Err(failure)
    // ── end of your part ──
}
