//! Connects without blocking and asks the socket each millisecond how it
//! stands.

use crate::arguments::{Connect, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

const IN_PROGRESS: i32 =
    if cfg!(any(target_os = "linux", target_os = "android")) { 115 } else { 36 };
const PATIENCE: Duration = Duration::from_secs(30);

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    let addresses = match (host.as_str(), port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(error) => {
            eprintln!("error: cannot resolve {host}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut failure = format!("{host} has no address");
    for address in addresses {
        match connect(address) {
            Ok(_socket) => {
                println!(
                    "the socket has successfully connected to {host} on address == {}",
                    address.ip()
                );
                return ExitCode::SUCCESS;
            }
            Err(error) => failure = format!("cannot connect to {address}: {error}"),
        }
    }
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

fn connect(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    println!("Socket successfully created");
    socket.set_nonblocking(true)?;
    match socket.connect(&address.into()) {
        Ok(()) => return Ok(socket),
        Err(error) if error.kind() == ErrorKind::WouldBlock => {}
        Err(error) if error.raw_os_error() == Some(IN_PROGRESS) => {}
        Err(error) => return Err(error),
    }
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match socket.take_error()? {
            // Only a connection that stood can be reset.
            Some(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(socket),
            Some(error) => return Err(error),
            None if socket.peer_addr().is_ok() => return Ok(socket),
            None => thread::sleep(Duration::from_millis(1)),
        }
    }
    Err(ErrorKind::TimedOut.into())
}
