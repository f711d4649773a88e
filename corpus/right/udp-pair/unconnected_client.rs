//! The client never connects its socket: it looks at the sender of every datagram, and
//! a stranger's leaves it the rest of its time, not all of it again.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub fn main() -> ExitCode {
    let outcome = match role() {
        Role::Server(server) => serve(&server),
        Role::Client(client) => ask(&client),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn serve(UdpServer { host, port }: &UdpServer) -> Result<(), String> {
    let failed = |error: io::Error| format!("cannot listen on {host}:{port}: {error}");
    let socket = UdpSocket::bind((host.as_str(), *port)).map_err(failed)?;
    println!("Listening on {}", socket.local_addr().map_err(failed)?);
    let mut buffer = vec![0; 65536];
    loop {
        match socket.recv_from(&mut buffer) {
            Ok((length, peer)) => {
                let datagram = &buffer[..length];
                println!("Got message from {peer}: {}", printable(datagram));
                let mut reply = b"Thank you for sending ".to_vec();
                reply.extend_from_slice(datagram);
                if let Err(error) = socket.send_to(&reply, peer) {
                    eprintln!("cannot answer {peer}: {error}");
                }
            }
            Err(error) => eprintln!("cannot receive: {error}"),
        }
    }
}

fn printable(datagram: &[u8]) -> String {
    let mut line = String::new();
    for character in String::from_utf8_lossy(datagram).chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

fn ask(client: &UdpClient) -> Result<(), String> {
    let UdpClient { host, port, .. } = client;
    let wait = match Duration::try_from_secs_f64(client.timeout) {
        Ok(wait) if !wait.is_zero() => wait,
        _ => {
            let text = "--timeout must be more than 0 seconds";
            let mut command = clap::Command::new("udp-pair");
            command.error(UsageError::ValueValidation, text).exit()
        }
    };
    let failed = |error: io::Error| format!("cannot ask {host}:{port}: {error}");
    let server = (host.as_str(), *port)
        .to_socket_addrs()
        .map_err(failed)?
        .next()
        .ok_or_else(|| format!("{host} has no address"))?;
    let any: IpAddr = match server {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).map_err(failed)?;
    for _ in 0..3 {
        socket.send_to(client.message.as_bytes(), server).map_err(failed)?;
        if let Some(reply) = receive_from(&socket, server, wait).map_err(failed)? {
            println!("{}", String::from_utf8_lossy(&reply));
            return Ok(());
        }
    }
    Err(format!("no reply from {server} after 3 attempts"))
}

/// What `server` sends within `wait`, whatever others send meanwhile.
fn receive_from(
    socket: &UdpSocket,
    server: SocketAddr,
    wait: Duration,
) -> io::Result<Option<Vec<u8>>> {
    let started = Instant::now();
    let mut buffer = vec![0; 65536];
    loop {
        let left = wait.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Ok(None);
        }
        socket.set_read_timeout(Some(left))?;
        match socket.recv_from(&mut buffer) {
            Ok((length, sender)) => {
                if sender.ip() == server.ip() && sender.port() == server.port() {
                    buffer.truncate(length);
                    return Ok(Some(buffer));
                }
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
}
