//! `ipv6-server`: the greeting server over IPv6, and IPv6 only.
//!
//! The task is in `exercises/ipv6-server/README.md`.

use clap::Parser;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

// ── your part: imports ──
use socket2::{Domain, Protocol, Socket, Type};
use std::io::Write;
use std::net::ToSocketAddrs;
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
    // Host and port stay apart: in "::1:12345" nobody can tell where the
    // address ends.
    let all = (host, port)
        .to_socket_addrs()
        .map_err(|error| format!("cannot resolve {host}: {error}"))?;
    let addresses: Vec<SocketAddr> = all.filter(SocketAddr::is_ipv6).collect();

    // An IPv4 address resolves to itself, and so ends up here as well.
    if addresses.is_empty() {
        return Err(format!(
            "cannot listen on {host}: it gives only IPv4, and this server needs an IPv6 address"
        ));
    }
    Ok(addresses)
    // ── end of your part ──
}

/// Makes a socket that listens on `address` over IPv6 only, and prints the
/// address it got.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    // ── your part: listen ──
    let socket = Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP))?;

    // Without this, a socket on `::` also takes the IPv4 clients of its port on
    // Linux and macOS, but not on Windows. The bind is where the system acts on
    // both options, so they are set before it.
    socket.set_only_v6(true)?;
    // Lets a restarted server have its port back at once. On Windows the option
    // of this name would let two servers share the port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;

    socket.bind(&address.into())?;
    // Up to 128 clients may wait until we accept them.
    socket.listen(128)?;

    // All options are set: from here on std's type does everything we need.
    let listener = TcpListener::from(socket);
    println!("Listening on {}", listener.local_addr()?);
    Ok(listener)
    // ── end of your part ──
}

/// Greets one client after another, for ever.
fn serve(listener: &TcpListener) {
    // ── your part: serve ──
    // The same loop as in `greeting-server`: once a connection stands, nothing
    // in it depends on the address family.
    loop {
        let (mut stream, client) = match listener.accept() {
            Ok(accepted) => accepted,
            Err(error) => {
                eprintln!("cannot accept a client: {error}");
                continue;
            }
        };
        println!("Got connection from {client}");
        if let Err(error) = stream.write_all(b"Thank you for connecting") {
            eprintln!("cannot greet {client}: {error}");
        }
        // `stream` is dropped here, which closes the connection.
    }
    // ── end of your part ──
}
