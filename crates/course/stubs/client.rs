//! `client`: connects to a server and prints everything it sends, until it
//! closes the connection.
//!
//! The task is in `exercises/client/README.md`.

use clap::Parser;
use std::net::TcpStream;
use std::process::ExitCode;

// ── your part: imports ──
// You will need a trait from `std::io` to read from a stream.
// ── end of your part ──

/// Prints what a TCP server sends to a client that says nothing
#[derive(Parser)]
struct Arguments {
    /// Host of the server: a name, an IPv4 address or an IPv6 address
    #[arg(long, default_value_t = host_name())]
    host: String,

    /// TCP port of the server
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

/// Errors are sentences. The system's reason alone ("connection refused") does
/// not say what was tried, so whoever makes a call adds that.
fn run(arguments: &Arguments) -> Result<(), String> {
    let mut stream = connect(arguments)?;
    print_everything(&mut stream, arguments)
}

/// Connects to the server.
fn connect(arguments: &Arguments) -> Result<TcpStream, String> {
    // ── your part: connect ──
    // Connect with `TcpStream::connect`, which also takes a pair of host and
    // port. If that fails, return an error that says where you tried to
    // connect, and the system's reason (`map_err`).
    todo!("connect to {} port {}", arguments.host, arguments.port)
    // ── end of your part ──
}

/// Prints all that the server sends before it closes the connection, and a
/// newline.
fn print_everything(stream: &mut TcpStream, arguments: &Arguments) -> Result<(), String> {
    // ── your part: read and print ──
    // - Read until the server has closed the connection: until `read` returns
    //   `Ok(0)`. `read_to_end` does that for you.
    // - Print all of it as text, once, followed by one newline
    //   (`String::from_utf8_lossy`).
    // - If reading ended with an error instead, still print what came before
    //   it; then return an error that says which connection failed, and why.
    todo!("print all that {stream:?} brings from {}", arguments.host)
    // ── end of your part ──
}
