//! The client receives in a thread that blocks for ever, and waits on a channel instead; the
//! end of the process ends the thread.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let failure = match role() {
        Role::Server(UdpServer { host, port }) => match serve(&host, port) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => format!("{host}:{port}: {error}"),
        },
        Role::Client(client) => {
            let wait = match Duration::try_from_secs_f64(client.timeout) {
                Ok(wait) if !wait.is_zero() => wait,
                _ => clap::Command::new("udp-pair")
                    .error(UsageError::ValueValidation, "--timeout has a bad value")
                    .exit(),
            };
            match ask(&client, wait) {
                Ok(Some(reply)) => {
                    println!("{}", String::from_utf8_lossy(&reply));
                    return ExitCode::SUCCESS;
                }
                Ok(None) => {
                    format!("no reply from {}:{} after 3 attempts", client.host, client.port)
                }
                Err(error) => format!("{}:{}: {error}", client.host, client.port),
            }
        }
    };
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

fn serve(host: &str, port: u16) -> io::Result<()> {
    let socket = UdpSocket::bind((host, port))?;
    let mut out = io::stdout();
    writeln!(out, "Listening on {}", socket.local_addr()?)?;
    out.flush()?;
    let mut buffer = [0; 65536];
    let mut reply = Vec::new();
    loop {
        let (length, peer) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("{error}");
                continue;
            }
        };
        write!(out, "Got message from {peer}: ")?;
        for character in String::from_utf8_lossy(&buffer[..length]).chars() {
            match character.is_control() {
                true => write!(out, "{}", character.escape_default())?,
                false => write!(out, "{character}")?,
            }
        }
        writeln!(out)?;
        out.flush()?;
        reply.clear();
        reply.extend_from_slice(b"Thank you for sending ");
        reply.extend_from_slice(&buffer[..length]);
        if let Err(error) = socket.send_to(&reply, peer) {
            eprintln!("{peer}: {error}");
        }
    }
}

fn ask(client: &UdpClient, wait: Duration) -> io::Result<Option<Vec<u8>>> {
    let server = (client.host.as_str(), client.port)
        .to_socket_addrs()?
        .next()
        .ok_or(ErrorKind::AddrNotAvailable)?;
    let socket = match server {
        SocketAddr::V4(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?,
        SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))?,
    };
    socket.connect(server)?;
    let (sender, replies) = mpsc::channel();
    let ear = socket.try_clone()?;
    thread::Builder::new().spawn(move || listen(&ear, &sender))?;
    for _ in 0..3 {
        socket.send(client.message.as_bytes())?;
        match replies.recv_timeout(wait) {
            Ok(reply) => return reply.map(Some),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(None)
}

/// Passes the first datagram on, or the first failure.
fn listen(socket: &UdpSocket, replies: &Sender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; 65536];
    let reply = loop {
        match socket.recv(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            received => break received.map(|length| buffer[..length].to_vec()),
        }
    };
    // The other half may have given up already.
    let _ = replies.send(reply);
}
