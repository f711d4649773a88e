//! Both halves use socket2 and nothing of `std::net` but addresses; the server peeks at the
//! sender of a datagram before it reads it.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use socket2::{Domain, Protocol, SockAddr, Socket, Type};
use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub fn main() -> ExitCode {
    match role() {
        Role::Server(UdpServer { host, port }) => match bind(&host, port) {
            Ok((socket, address)) => serve(&socket, address),
            Err(error) => fail(&format!("cannot listen on {host}:{port}: {error}")),
        },
        Role::Client(client) => {
            let wait = match Duration::try_from_secs_f64(client.timeout) {
                Ok(wait) if wait > Duration::ZERO => wait,
                _ => clap::Command::new("udp-pair")
                    .error(UsageError::ValueValidation, "--timeout: not a time to wait")
                    .exit(),
            };
            match ask(&client, wait) {
                Ok(reply) => {
                    println!("{}", String::from_utf8_lossy(&reply));
                    ExitCode::SUCCESS
                }
                Err(reason) => fail(&reason),
            }
        }
    }
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("error: {reason}");
    ExitCode::FAILURE
}

fn new_socket(address: SocketAddr) -> io::Result<Socket> {
    Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))
}

/// A socket on the first address of `host` that can be bound.
fn bind(host: &str, port: u16) -> io::Result<(Socket, SocketAddr)> {
    let mut last = ErrorKind::AddrNotAvailable.into();
    for address in (host, port).to_socket_addrs()? {
        let bound = new_socket(address).and_then(|socket| {
            socket.bind(&address.into())?;
            let address = socket.local_addr()?.as_socket();
            Ok((socket, address.ok_or(ErrorKind::Unsupported)?))
        });
        match bound {
            Ok(bound) => return Ok(bound),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn serve(socket: &Socket, address: SocketAddr) -> ExitCode {
    println!("Listening on {address}");
    let mut buffer = vec![0; 65536];
    loop {
        if let Err(error) = answer(socket, &mut buffer) {
            eprintln!("{error}");
        }
    }
}

fn answer(socket: &Socket, buffer: &mut [u8]) -> io::Result<()> {
    let sender = socket.peek_sender()?;
    let mut socket = socket;
    let length = socket.read(buffer)?;
    if let Some(peer) = sender.as_socket() {
        println!("Got message from {peer}: {}", one_line(&buffer[..length]));
    }
    let reply = [b"Thank you for sending ", &buffer[..length]].concat();
    socket.send_to(&reply, &sender)?;
    Ok(())
}

fn one_line(datagram: &[u8]) -> String {
    let mut line = String::with_capacity(datagram.len());
    for character in String::from_utf8_lossy(datagram).chars() {
        match character {
            '\n' => line += "\\n",
            '\r' => line += "\\r",
            '\t' => line += "\\t",
            control if control.is_control() => line += &format!("\\u{{{:x}}}", control as u32),
            other => line.push(other),
        }
    }
    line
}

fn ask(client: &UdpClient, wait: Duration) -> Result<Vec<u8>, String> {
    let UdpClient { host, port, .. } = client;
    let server = (host.as_str(), *port)
        .to_socket_addrs()
        .map_err(|error| format!("cannot look up {host}: {error}"))?
        .next()
        .ok_or_else(|| format!("{host} has no address"))?;
    match exchange(server, client.message.as_bytes(), wait) {
        Ok(Some(reply)) => Ok(reply),
        Ok(None) => Err(format!("no reply from {server} after 3 attempts")),
        Err(error) => Err(format!("cannot ask {server}: {error}")),
    }
}

fn exchange(server: SocketAddr, message: &[u8], wait: Duration) -> io::Result<Option<Vec<u8>>> {
    let mut socket = &new_socket(server)?;
    let any: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    socket.bind(&SockAddr::from(any))?;
    socket.connect(&server.into())?;
    let mut buffer = vec![0; 65536];
    for _ in 0..3 {
        socket.send(message)?;
        let sent = Instant::now();
        loop {
            let left = wait.saturating_sub(sent.elapsed());
            if left.is_zero() {
                break;
            }
            socket.set_read_timeout(Some(left.max(Duration::from_micros(1))))?;
            match socket.read(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok(Some(buffer));
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
    }
    Ok(None)
}
