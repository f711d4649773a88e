//! `ipv6-server`: the greeting server over IPv6, and IPv6 only.
//!
//! The task is in `exercises/ipv6-server/README.md`.

use clap::Parser;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

// ── your part: imports ──
// You will need `Domain`, `Protocol`, `Socket` and `Type` from `socket2`, a
// trait from `std::net` to resolve and one from `std::io` to write.
// ── end of your part ──

/// Greets every client that connects over TCP and IPv6
#[derive(Parser)]
struct Arguments {
    /// Host to listen on: an IPv6 address, or a name that has one
    #[arg(long, default_value = "::1")]
    host: String,

    /// TCP port to listen on; with 0 the system picks a free one
    #[arg(long, default_value_t = 12345)]
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

/// Listens on the first address of the host that can be bound. Errors are
/// sentences: whoever makes a call adds what was tried to the system's reason.
fn run(arguments: &Arguments) -> Result<(), String> {
    let mut failure = String::new();
    for address in ipv6_addresses(&arguments.host, arguments.port)? {
        match listen(address) {
            Ok(listener) => {
                serve(&listener);
                return Ok(());
            }
            Err(error) => failure = format!("cannot listen on {address}: {error}"),
        }
    }
    Err(failure)
}

/// The IPv6 addresses of `host`, at least one, each with `port`.
fn ipv6_addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, String> {
    // ── your part: resolve ──
    // Resolve as in `resolve-and-connect`, and keep the IPv6 addresses
    // (`SocketAddr::is_ipv6`). If none is left, return an error that says so.
    todo!("find the IPv6 addresses of {host} for port {port}")
    // ── end of your part ──
}

/// Makes a socket that listens on `address` over IPv6 only, and prints the
/// address it got.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    // ── your part: listen ──
    // `TcpListener::bind` leaves no room for options before the bind. So:
    // - make a TCP socket for IPv6 with `Socket::new`;
    // - set its options: `set_only_v6`, and on Unix `set_reuse_address`
    //   (`#[cfg(unix)]` in front of a statement compiles it on Unix only);
    // - `bind` and `listen`;
    // - turn it into a `TcpListener` (`into`, or `TcpListener::from`) and print
    //   the address that it really has (`local_addr`).
    // `?` will do for errors: `run` adds the address.
    todo!("listen on {address}")
    // ── end of your part ──
}

/// Greets one client after another, for ever.
fn serve(listener: &TcpListener) {
    // ── your part: serve ──
    // As in `greeting-server`: accept, print the client's address, send the
    // greeting, close, for ever and whatever one client does.
    todo!("greet the clients of {listener:?}")
    // ── end of your part ──
}
