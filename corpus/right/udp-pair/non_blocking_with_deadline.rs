//! The client never blocks in a receive: it asks a non-blocking socket every millisecond
//! until the deadline of the attempt.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::borrow::Cow;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

const TURN: Duration = Duration::from_millis(1);

pub fn main() -> ExitCode {
    let result = match role() {
        Role::Server(server) => serve(server),
        Role::Client(client) => ask(client),
    };
    let Err(reason) = result else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {reason}");
    ExitCode::FAILURE
}

fn serve(UdpServer { host, port }: UdpServer) -> Result<(), String> {
    let (socket, address) = UdpSocket::bind((host.as_str(), port))
        .and_then(|socket| socket.local_addr().map(|address| (socket, address)))
        .map_err(|error| format!("{host}:{port}: {error}"))?;
    println!("Listening on {address}");
    let mut buffer = vec![0; 65536];
    loop {
        let received = socket.recv_from(&mut buffer);
        let answered = received.and_then(|(length, peer)| {
            let datagram = &buffer[..length];
            println!("Got message from {peer}: {}", shown(datagram));
            let thanks: &[u8] = b"Thank you for sending ";
            socket.send_to(&[thanks, datagram].concat(), peer)
        });
        if let Err(error) = answered {
            eprintln!("{address}: {error}");
        }
    }
}

fn shown(datagram: &[u8]) -> String {
    String::from_utf8_lossy(datagram)
        .split_inclusive(char::is_control)
        .map(|piece| match piece.chars().next_back() {
            Some(last) if last.is_control() => {
                let text = &piece[..piece.len() - last.len_utf8()];
                Cow::Owned(format!("{text}{}", last.escape_default()))
            }
            _ => Cow::Borrowed(piece),
        })
        .collect()
}

fn ask(client: UdpClient) -> Result<(), String> {
    let UdpClient { host, port, timeout, message } = client;
    let wait = match Duration::try_from_secs_f64(timeout) {
        Ok(wait) if !wait.is_zero() => wait,
        _ => clap::Command::new("udp-pair")
            .error(UsageError::InvalidValue, "--timeout takes seconds, above 0")
            .exit(),
    };
    let (socket, server) = open(&host, port).map_err(|error| format!("{host}:{port}: {error}"))?;
    for _ in 0..3 {
        match attempt(&socket, server, message.as_bytes(), wait) {
            Ok(Some(reply)) => {
                println!("{}", String::from_utf8_lossy(&reply));
                return Ok(());
            }
            Ok(None) => {}
            Err(error) => return Err(format!("{server}: {error}")),
        }
    }
    Err(format!("no reply from {server} after 3 attempts"))
}

fn open(host: &str, port: u16) -> io::Result<(UdpSocket, SocketAddr)> {
    let server = (host, port).to_socket_addrs()?.next().ok_or(ErrorKind::AddrNotAvailable)?;
    let socket = match server {
        SocketAddr::V4(_) => UdpSocket::bind("0.0.0.0:0")?,
        SocketAddr::V6(_) => UdpSocket::bind("[::]:0")?,
    };
    socket.set_nonblocking(true)?;
    Ok((socket, server))
}

fn attempt(
    socket: &UdpSocket,
    server: SocketAddr,
    message: &[u8],
    wait: Duration,
) -> io::Result<Option<Vec<u8>>> {
    match socket.send_to(message, server) {
        Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(error),
        _ => {}
    }
    let sent = Instant::now();
    let mut buffer = vec![0; 65536];
    while sent.elapsed() < wait {
        match socket.recv_from(&mut buffer) {
            Ok((length, peer)) if (peer.ip(), peer.port()) == (server.ip(), server.port()) => {
                buffer.truncate(length);
                return Ok(Some(buffer));
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                thread::park_timeout(TURN.min(wait.saturating_sub(sent.elapsed())));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
