//! `udp-pair`: a server that answers every datagram, and a client that sends
//! one and waits for the answer, again if need be.
//!
//! The task is in `exercises/udp-pair/README.md`.

use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;
use std::time::Duration;

// ── your part: imports ──
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
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
    let ServerArguments { host, port } = arguments;
    let socket = UdpSocket::bind((host.as_str(), *port))
        .map_err(|error| format!("cannot listen on {host} port {port}: {error}"))?;
    let address = socket
        .local_addr()
        .map_err(|error| format!("cannot read the address of {host} port {port}: {error}"))?;
    println!("Listening on {address}");

    // No datagram is longer than this. What does not fit into the buffer would
    // be lost: the next receive returns the next datagram, not the rest.
    let mut buffer = vec![0; 65_535];
    loop {
        // No connection, no accept: one socket serves all senders, and each
        // datagram comes with the address to answer to. An error here may be
        // the echo of an earlier answer that found nobody.
        let (length, sender) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("cannot receive: {error}");
                continue;
            }
        };
        let message = &buffer[..length];
        println!("Got message from {sender}: {}", printable(message));

        // One send, because one send is one datagram.
        let answer = [b"Thank you for sending ", message].concat();
        if let Err(error) = socket.send_to(&answer, sender) {
            eprintln!("cannot answer {sender}: {error}");
        }
    }
}

/// The text of a datagram on one line. Anybody can send us anything, and a
/// newline or an escape sequence would act on the terminal it is printed to.
fn printable(message: &[u8]) -> String {
    let mut line = String::new();
    for character in String::from_utf8_lossy(message).chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}
// ── end of your part ──

// ── your part: client ──
/// Sends the message until an answer comes, and prints the answer.
fn ask(arguments: &ClientArguments) -> Result<(), String> {
    let ClientArguments { host, port, .. } = arguments;
    // The first address has to do: there is no handshake that could tell which
    // of them answers.
    let server = (host.as_str(), *port)
        .to_socket_addrs()
        .map_err(|error| format!("cannot resolve {host}: {error}"))?
        .next()
        .ok_or_else(|| format!("{host} has no address"))?;
    let socket = socket_to(server, arguments.timeout)
        .map_err(|error| format!("cannot make a socket to talk to {server}: {error}"))?;

    let mut buffer = vec![0; 65_535];
    for _ in 0..ATTEMPTS {
        socket
            .send(arguments.message.as_bytes())
            .map_err(|error| format!("cannot send to {server}: {error}"))?;
        match socket.recv(&mut buffer) {
            Ok(length) => {
                println!("{}", String::from_utf8_lossy(&buffer[..length]));
                return Ok(());
            }
            // The time is up: Unix calls it the first, Windows the second.
            // The message or its answer may be lost, so send it again.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(format!("cannot receive from {server}: {error}")),
        }
    }
    Err(format!("no reply from {server} after {ATTEMPTS} attempts"))
}

/// A socket that talks to `server` alone and waits no longer than `timeout`.
fn socket_to(server: SocketAddr, timeout: Duration) -> io::Result<UdpSocket> {
    // "Any address" of the server's family, and a port that the system picks.
    let any_address: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let socket = UdpSocket::bind(any_address)?;
    // Sends nothing. It tells the system whose datagrams to let through, and
    // that we want to hear of a refusal.
    socket.connect(server)?;
    socket.set_read_timeout(Some(timeout))?;
    Ok(socket)
}
// ── end of your part ──
