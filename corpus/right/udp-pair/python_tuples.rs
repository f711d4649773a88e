//! The server prints a sender as Python would, as a tuple of address and port.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::{Duration, Instant};

struct Tuple(SocketAddr);

impl Display for Tuple {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "('{}', {})", self.0.ip(), self.0.port())
    }
}

/// A datagram as one line of text, control characters as Python escapes them.
struct Line<'a>(&'a [u8]);

impl Display for Line<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in String::from_utf8_lossy(self.0).chars() {
            match character {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                other if other.is_control() => write!(f, "\\x{:02x}", other as u32)?,
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}

pub fn main() -> ExitCode {
    let outcome = match role() {
        Role::Server(server) => serve(&server),
        Role::Client(client) => ask(&client),
    };
    outcome.unwrap_or_else(|reason| {
        eprintln!("error: {reason}");
        ExitCode::FAILURE
    })
}

fn serve(UdpServer { host, port }: &UdpServer) -> Result<ExitCode, String> {
    let socket = UdpSocket::bind((host.as_str(), *port))
        .map_err(|error| format!("cannot bind {host}:{port}: {error}"))?;
    let address = socket.local_addr().map_err(|error| error.to_string())?;
    println!("Listening on {address}");
    let mut buffer = vec![0; 65536];
    loop {
        match socket.recv_from(&mut buffer) {
            Err(error) => eprintln!("receiving: {error}"),
            Ok((length, peer)) => {
                let peer_tuple = Tuple(peer);
                println!("Got message from {peer_tuple}: {}", Line(&buffer[..length]));
                let reply: Vec<u8> =
                    b"Thank you for sending ".iter().chain(&buffer[..length]).copied().collect();
                if let Err(error) = socket.send_to(&reply, peer) {
                    eprintln!("answering {peer_tuple}: {error}");
                }
            }
        }
    }
}

fn ask(client: &UdpClient) -> Result<ExitCode, String> {
    let Some(wait) =
        Duration::try_from_secs_f64(client.timeout).ok().filter(|wait| !wait.is_zero())
    else {
        let text = format!("--timeout {}: not a time to wait", client.timeout);
        let mut command = clap::Command::new("udp-pair");
        command.error(UsageError::ValueValidation, text).exit()
    };
    let explain = |error: io::Error| format!("{}:{}: {error}", client.host, client.port);
    let socket = connect(&client.host, client.port).map_err(explain)?;
    let server = socket.peer_addr().map_err(explain)?;
    for _attempt in 1..=3 {
        socket.send(client.message.as_bytes()).map_err(explain)?;
        if let Some(reply) = receive(&socket, wait).map_err(explain)? {
            println!("{}", String::from_utf8_lossy(&reply));
            return Ok(ExitCode::SUCCESS);
        }
    }
    Err(format!("no reply from {server} after 3 attempts"))
}

fn connect(host: &str, port: u16) -> io::Result<UdpSocket> {
    let server = (host, port).to_socket_addrs()?.next();
    let server = server.ok_or(ErrorKind::AddrNotAvailable)?;
    let socket = if server.is_ipv6() {
        UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))?
    } else {
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?
    };
    socket.connect(server)?;
    Ok(socket)
}

fn receive(socket: &UdpSocket, wait: Duration) -> io::Result<Option<Vec<u8>>> {
    let started = Instant::now();
    let mut buffer = vec![0; 65536];
    loop {
        let left = wait.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Ok(None);
        }
        socket.set_read_timeout(Some(left.max(Duration::from_micros(1))))?;
        match socket.recv(&mut buffer) {
            Ok(length) => return Ok(Some(buffer[..length].to_vec())),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
}
