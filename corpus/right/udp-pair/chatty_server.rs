//! The server prints further lines on stdout and logs on stderr; the client says on stderr
//! how many attempts it took.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub fn main() -> ExitCode {
    let failure = match role() {
        Role::Server(server) => match serve(&server) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => format!("serving {}:{}: {error}", server.host, server.port),
        },
        Role::Client(client) => match ask(&client) {
            Ok(reply) => {
                println!("{}", String::from_utf8_lossy(&reply));
                return ExitCode::SUCCESS;
            }
            Err(error) if error.kind() == ErrorKind::TimedOut => error.to_string(),
            Err(error) => format!("asking {}:{}: {error}", client.host, client.port),
        },
    };
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

fn serve(server: &UdpServer) -> io::Result<()> {
    println!("udp-pair: binding port {} of {}", server.port, server.host);
    let socket = UdpSocket::bind((server.host.as_str(), server.port))?;
    println!("Listening on {}", socket.local_addr()?);
    println!("Stop me with Ctrl-C");
    eprintln!("[info] ready");
    let started = Instant::now();
    let mut buffer = vec![0; 65536];
    for number in 1_u64.. {
        let (length, peer) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("[warn] {error}");
                continue;
            }
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", quoted(datagram));
        let reply = [&b"Thank you for sending "[..], datagram].concat();
        match socket.send_to(&reply, peer) {
            Ok(sent) => println!("  no. {number}: {length} bytes in, {sent} bytes out"),
            Err(error) => eprintln!("[warn] {peer} gets no answer: {error}"),
        }
        eprintln!("[info] up for {} ms", started.elapsed().as_millis());
    }
    Ok(())
}

fn quoted(datagram: &[u8]) -> String {
    let quote = |character: char| match character.is_control() {
        true => character.escape_default().collect(),
        false => String::from(character),
    };
    let text = String::from_utf8_lossy(datagram);
    text.chars().map(quote).collect()
}

fn ask(client: &UdpClient) -> io::Result<Vec<u8>> {
    let wait = Duration::try_from_secs_f64(client.timeout).unwrap_or(Duration::ZERO);
    if wait == Duration::ZERO {
        clap::Command::new("udp-pair")
            .error(UsageError::ValueValidation, "there is no such --timeout")
            .exit();
    }
    let server: SocketAddr = (client.host.as_str(), client.port)
        .to_socket_addrs()?
        .next()
        .ok_or(ErrorKind::AddrNotAvailable)?;
    let socket = UdpSocket::bind(match server {
        SocketAddr::V4(_) => "0.0.0.0:0",
        SocketAddr::V6(_) => "[::]:0",
    })?;
    socket.connect(server)?;
    let mut buffer = vec![0; 65536];
    for attempt in 1..=3 {
        socket.send(client.message.as_bytes())?;
        let sent = Instant::now();
        loop {
            let left = wait.saturating_sub(sent.elapsed());
            if left.is_zero() {
                break;
            }
            socket.set_read_timeout(Some(left))?;
            match socket.recv(&mut buffer) {
                Ok(length) => {
                    eprintln!("[info] {length} bytes at attempt {attempt}");
                    buffer.truncate(length);
                    return Ok(buffer);
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
    }
    let reason = format!("no reply from {server} after 3 attempts");
    Err(io::Error::new(ErrorKind::TimedOut, reason))
}
