//! Both halves of `udp-pair`, right, for the programs whose mistake is in the other half.

use crate::arguments::{UdpClient, UdpServer};
use clap::Command;
use clap::error::ErrorKind as UsageError;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::Duration;

/// The largest datagram that a socket can hand over, and more.
const LARGEST: usize = 65536;

/// `udp-pair server`: answers every datagram until it is killed.
pub fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let bound = UdpSocket::bind((host.as_str(), port))
        .and_then(|socket| Ok((socket.local_addr()?, socket)));
    let socket = match bound {
        Ok((address, socket)) => {
            println!("Listening on {address}");
            socket
        }
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut buffer = vec![0; LARGEST];
    loop {
        let (length, peer) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("cannot receive: {error}");
                continue;
            }
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", escaped(datagram));
        let reply = [b"Thank you for sending ".as_slice(), datagram].concat();
        if let Err(error) = socket.send_to(&reply, peer) {
            eprintln!("cannot answer {peer}: {error}");
        }
    }
}

/// `udp-pair client`: sends the message and prints the answer.
pub fn ask(client: UdpClient) -> ExitCode {
    match exchange(&client) {
        Ok(reply) => {
            println!("{}", String::from_utf8_lossy(&reply));
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn exchange(client: &UdpClient) -> Result<Vec<u8>, String> {
    let wait = wait(client.timeout);
    let failed = |error: io::Error| format!("{}:{}: {error}", client.host, client.port);
    let socket = open(&client.host, client.port).map_err(failed)?;
    socket.set_read_timeout(Some(wait)).map_err(failed)?;
    let mut buffer = vec![0; LARGEST];
    for _ in 0..3 {
        socket.send(client.message.as_bytes()).map_err(failed)?;
        match socket.recv(&mut buffer) {
            Ok(length) => {
                buffer.truncate(length);
                return Ok(buffer);
            }
            Err(error) if timed_out(&error) => {}
            Err(error) => return Err(failed(error)),
        }
    }
    let server = socket.peer_addr().map_err(failed)?;
    Err(format!("no reply from {server} after 3 attempts"))
}

/// A socket that hears only the server at the first address of `host`. The
/// system picks its port.
pub fn open(host: &str, port: u16) -> io::Result<UdpSocket> {
    let server = lookup(host, port)?;
    let socket = unconnected(server)?;
    socket.connect(server)?;
    Ok(socket)
}

/// The first address of `host`.
pub fn lookup(host: &str, port: u16) -> io::Result<SocketAddr> {
    let mut addresses = (host, port).to_socket_addrs()?;
    Ok(addresses.next().ok_or(ErrorKind::AddrNotAvailable)?)
}

/// A socket that can reach `server` and hears everybody. The system picks its port.
pub fn unconnected(server: SocketAddr) -> io::Result<UdpSocket> {
    if server.is_ipv4() {
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
    } else {
        UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))
    }
}

/// The time to wait for each answer. What is no such time is a usage error.
pub fn wait(timeout: f64) -> Duration {
    match Duration::try_from_secs_f64(timeout) {
        Ok(wait) if !wait.is_zero() => wait,
        _ => {
            let text = format!("invalid value '{timeout}' for '--timeout <TIMEOUT>'");
            let mut command = Command::new("udp-pair");
            command.error(UsageError::ValueValidation, text).exit()
        }
    }
}

/// Whether a read ended because its time was up, in Unix's words or in Windows'.
pub fn timed_out(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// The text of a datagram on one line.
pub fn escaped(datagram: &[u8]) -> String {
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
