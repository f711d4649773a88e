//! `greeting-server`: waits for clients, thanks each for connecting and closes
//! the connection.
//!
//! The task is in `exercises/greeting-server/README.md`.

use clap::Parser;
use std::net::TcpListener;
use std::process::ExitCode;

// ── your part: imports ──
// You will need a trait from `std::io` to write to a stream.
// ── end of your part ──

/// Greets every client that connects over TCP
#[derive(Parser)]
struct Arguments {
    /// Host to listen on: a name, an IPv4 address or an IPv6 address
    #[arg(long, default_value_t = host_name())]
    host: String,

    /// TCP port to listen on; with 0 the system picks a free one
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
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

/// Errors are sentences. The system's reason alone ("address in use") does not
/// say what was tried, so whoever makes a call adds that.
fn run(arguments: &Arguments) -> Result<(), String> {
    let listener = listen(&arguments.host, arguments.port)?;
    serve(&listener);
    Ok(())
}

/// Makes a socket that listens on exactly `host` and `port`, and prints the
/// address it got.
fn listen(host: &str, port: u16) -> Result<TcpListener, String> {
    // ── your part: listen ──
    // - Make the listening socket with `TcpListener::bind`, which also takes a
    //   pair of host and port.
    // - If that fails, return an error that says where you tried to listen, and
    //   the system's reason (`map_err`).
    // - Print the address that the socket really has (`local_addr`).
    todo!("listen on {host} port {port}")
    // ── end of your part ──
}

/// Greets one client after another, for ever.
fn serve(listener: &TcpListener) {
    // ── your part: serve ──
    // For each client, in a loop:
    // - `accept` it, and print its address at once;
    // - send the greeting, every byte of it (`write_all`);
    // - close the connection: a stream closes when it is dropped.
    // An error in here concerns one client. Tell stderr, and serve the next.
    todo!("greet the clients of {listener:?}")
    // ── end of your part ──
}
