//! `udp-pair`: a server that answers every datagram, and a client that sends
//! one and waits for the answer, again if need be.
//!
//! The task is in `exercises/udp-pair/README.md`.

use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;
use std::time::Duration;

// ── your part: imports ──
// You will need `UdpSocket`, `ToSocketAddrs`, `Ipv4Addr` and `Ipv6Addr` from
// `std::net`, and `ErrorKind` from `std::io` to tell a timeout from other errors.
// ── end of your part ──

/// How often the client sends its message before it gives up.
const ATTEMPTS: u32 = 3;

/// A server and a client that talk over UDP
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Print every datagram and answer its sender
    Server(ServerArguments),
    /// Send one datagram and print the answer
    Client(ClientArguments),
}

#[derive(Args)]
struct ServerArguments {
    /// Host to listen on: a name, an IPv4 address or an IPv6 address
    #[arg(long, default_value_t = host_name())]
    host: String,

    /// UDP port to listen on; with 0 the system picks a free one
    #[arg(long, default_value_t = 12345)]
    port: u16,
}

#[derive(Args)]
struct ClientArguments {
    /// Host of the server: a name, an IPv4 address or an IPv6 address
    #[arg(long, default_value_t = host_name())]
    host: String,

    /// UDP port of the server
    #[arg(long, default_value_t = 12345)]
    port: u16,

    /// Seconds to wait for an answer before sending again, such as 0.5
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    timeout: Duration,

    /// Text to send
    #[arg(default_value = "Hello")]
    message: String,
}

fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_string())?;
    match Duration::try_from_secs_f64(number) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        Ok(_) => Err("the time must be longer than 0".to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Errors are sentences. The system's reason alone ("address in use") does not
/// say what was tried, so whoever makes a call adds that.
fn main() -> ExitCode {
    let outcome = match Arguments::parse().role {
        Role::Server(arguments) => serve(&arguments),
        Role::Client(arguments) => ask(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

// ── your part: server ──
/// Answers every datagram, for ever.
fn serve(arguments: &ServerArguments) -> Result<(), String> {
    // - Make the socket with `UdpSocket::bind`, and print the address that it
    //   really has (`local_addr`). An error says where you tried to listen.
    // - In a loop: `recv_from` a datagram, print it with its sender, and
    //   `send_to` the sender the answer, as one datagram.
    // - Bytes become text with `String::from_utf8_lossy`. See
    //   `char::is_control` and `char::escape_default` for the characters that
    //   must not reach the terminal as they are.
    // An error in the loop concerns one sender. Tell stderr, and go on.
    todo!("serve on {} port {}", arguments.host, arguments.port)
}
// ── end of your part ──

// ── your part: client ──
/// Sends the message until an answer comes, and prints the answer.
fn ask(arguments: &ClientArguments) -> Result<(), String> {
    // - Resolve the server (`to_socket_addrs`) and take its first address.
    // - Make a socket with `UdpSocket::bind`: the address that means "any" in
    //   the server's family (`Ipv4Addr::UNSPECIFIED`, `Ipv6Addr::UNSPECIFIED`),
    //   and port 0, so that the system picks one.
    // - `connect` it, so that only this server's datagrams come in, and
    //   `set_read_timeout`.
    // - `send` the message and `recv` the answer; print it as text. When the
    //   time is up (`ErrorKind::WouldBlock` on Unix, `ErrorKind::TimedOut` on
    //   Windows), try again, and give up after `ATTEMPTS` times.
    // Every error says which address it is about.
    todo!(
        "send {:?} to {} port {}, up to {ATTEMPTS} times, and wait {:?} each time",
        arguments.message,
        arguments.host,
        arguments.port,
        arguments.timeout
    )
}
// ── end of your part ──
