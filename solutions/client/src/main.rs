//! `client`: connects to a server and prints everything it sends, until it
//! closes the connection.
//!
//! The task is in `exercises/client/README.md`.

use clap::Parser;
use std::net::TcpStream;
use std::process::ExitCode;

// ── your part: imports ──
use std::io::Read;
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
    let Arguments { host, port } = arguments;
    // Resolves the name and tries its addresses in turn, a new socket for each,
    // as we did by hand in `resolve-and-connect`.
    TcpStream::connect((host.as_str(), *port))
        .map_err(|error| format!("cannot connect to {host} port {port}: {error}"))
    // ── end of your part ──
}

/// Prints all that the server sends before it closes the connection, and a
/// newline.
fn print_everything(stream: &mut TcpStream, arguments: &Arguments) -> Result<(), String> {
    // ── your part: read and print ──
    // TCP is a stream of bytes without message edges: one read returns whatever
    // has arrived so far. `read_to_end` reads again and again until a read
    // returns `Ok(0)`, which is how the server's close looks from here.
    let mut received = Vec::new();
    let outcome = stream.read_to_end(&mut received);

    // Converted once, at the end: a piece of the stream may stop in the middle
    // of a character. Printed before the outcome is looked at: what arrived
    // before a reset stays in `received`, and the user should see it.
    println!("{}", String::from_utf8_lossy(&received));

    match outcome {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "lost the connection to {} port {} after {} bytes: {error}",
            arguments.host,
            arguments.port,
            received.len()
        )),
    }
    // ── end of your part ──
}
