//! The client connects its socket, so the system keeps strangers out; the server receives
//! straight into its reply, behind the prefix.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::io::{Error, ErrorKind, Result};
use std::net::{ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const PREFIX: &[u8] = b"Thank you for sending ";

pub fn main() -> ExitCode {
    let (host, port, outcome) = match role() {
        Role::Server(UdpServer { host, port }) => {
            let outcome = serve(&host, port);
            (host, port, outcome)
        }
        Role::Client(UdpClient { host, port, timeout, message }) => {
            let wait = seconds(timeout);
            let outcome = ask(&host, port, wait, message.as_bytes());
            (host, port, outcome)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::TimedOut => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn seconds(timeout: f64) -> Duration {
    let wait = Duration::try_from_secs_f64(timeout).unwrap_or_default();
    if wait.is_zero() {
        let text = format!("{timeout} seconds are no time to wait");
        let mut command = clap::Command::new("udp-pair");
        command.error(UsageError::ValueValidation, text).exit()
    }
    wait
}

fn serve(host: &str, port: u16) -> Result<()> {
    let socket = UdpSocket::bind((host, port))?;
    println!("Listening on {}", socket.local_addr()?);
    let mut reply = vec![0; PREFIX.len() + 65536];
    reply[..PREFIX.len()].copy_from_slice(PREFIX);
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut reply[PREFIX.len()..]) else {
            continue;
        };
        let reply = &reply[..PREFIX.len() + length];
        println!("Got message from {peer}: {}", line(&reply[PREFIX.len()..]));
        if let Err(error) = socket.send_to(reply, peer) {
            eprintln!("no reply to {peer}: {error}");
        }
    }
}

fn line(datagram: &[u8]) -> String {
    let text = String::from_utf8_lossy(datagram);
    let escape = |c: char| match c.is_control() {
        true => c.escape_debug().to_string(),
        false => c.to_string(),
    };
    text.chars().map(escape).collect()
}

fn ask(host: &str, port: u16, wait: Duration, message: &[u8]) -> Result<()> {
    let mut addresses = (host, port).to_socket_addrs()?;
    let server = addresses.next().ok_or(ErrorKind::AddrNotAvailable)?;
    let any = if server.is_ipv4() { "0.0.0.0" } else { "::" };
    let socket = UdpSocket::bind((any, 0))?;
    socket.connect(server)?;
    let mut buffer = [0; 65536];
    for _ in 0..3 {
        socket.send(message)?;
        let sent = Instant::now();
        while sent.elapsed() < wait {
            let left = wait.saturating_sub(sent.elapsed());
            socket.set_read_timeout(Some(left.max(Duration::from_micros(1))))?;
            match socket.recv(&mut buffer) {
                Ok(length) => {
                    println!("{}", String::from_utf8_lossy(&buffer[..length]));
                    return Ok(());
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
    }
    Err(Error::new(ErrorKind::TimedOut, format!("no reply from {server} after 3 attempts")))
}
