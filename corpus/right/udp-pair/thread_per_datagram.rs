//! The server prints in the order of arrival, but answers each datagram from a thread of its
//! own, on a clone of the socket.

use crate::arguments::{Role, UdpClient, UdpServer, role};
use clap::error::ErrorKind as UsageError;
use std::error::Error;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

type Failure = Box<dyn Error>;

pub fn main() -> ExitCode {
    let (what, result) = match role() {
        Role::Server(UdpServer { host, port }) => {
            (format!("listening on {host}:{port}"), serve(&host, port))
        }
        Role::Client(client) => {
            let what = format!("asking {}:{}", client.host, client.port);
            (what, ask(&client))
        }
    };
    if let Err(failure) = result {
        eprintln!("error: {what}: {failure}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn serve(host: &str, port: u16) -> Result<(), Failure> {
    let socket = UdpSocket::bind((host, port))?;
    println!("Listening on {}", socket.local_addr()?);
    let mut buffer = vec![0; 65536];
    loop {
        let (length, peer) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            Err(error) => {
                eprintln!("recv_from: {error}");
                continue;
            }
        };
        let datagram = buffer[..length].to_vec();
        println!("Got message from {peer}: {}", escape(&datagram));
        let spawned = socket.try_clone().and_then(|socket| {
            thread::Builder::new().spawn(move || answer(&socket, &datagram, peer))
        });
        if let Err(error) = spawned {
            eprintln!("no thread for {peer}: {error}");
            answer(&socket, &buffer[..length], peer);
        }
    }
}

fn answer(socket: &UdpSocket, datagram: &[u8], peer: SocketAddr) {
    let mut reply = Vec::from(b"Thank you for sending ");
    reply.extend(datagram);
    if let Err(error) = socket.send_to(&reply, peer) {
        eprintln!("send_to {peer}: {error}");
    }
}

fn escape(datagram: &[u8]) -> String {
    let text = String::from_utf8_lossy(datagram);
    text.chars().fold(String::new(), |mut line, character| {
        match character {
            '\n' => line.push_str("\\n"),
            _ if character.is_control() => line.extend(character.escape_unicode()),
            _ => line.push(character),
        }
        line
    })
}

fn ask(client: &UdpClient) -> Result<(), Failure> {
    let wait = Duration::try_from_secs_f64(client.timeout).unwrap_or_default();
    if wait.is_zero() {
        clap::Command::new("udp-pair")
            .error(UsageError::InvalidValue, "cannot wait for that --timeout")
            .exit();
    }
    let server = (client.host.as_str(), client.port)
        .to_socket_addrs()?
        .next()
        .ok_or("the name has no address")?;
    let any = match server.ip() {
        IpAddr::V4(_) => IpAddr::from(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(_) => IpAddr::from(Ipv6Addr::UNSPECIFIED),
    };
    let socket = UdpSocket::bind((any, 0))?;
    socket.connect(server)?;
    let mut buffer = vec![0; 65536];
    let mut deadline_passed = 0;
    while deadline_passed < 3 {
        socket.send(client.message.as_bytes())?;
        let sent = Instant::now();
        while let Some(left) = wait.checked_sub(sent.elapsed()) {
            socket.set_read_timeout(Some(left.max(Duration::from_micros(1))))?;
            match socket.recv(&mut buffer) {
                Ok(length) => {
                    println!("{}", String::from_utf8_lossy(&buffer[..length]));
                    return Ok(());
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return Err(error.into()),
                },
            }
        }
        deadline_passed += 1;
    }
    Err(format!("no reply from {server} after {deadline_passed} attempts").into())
}
