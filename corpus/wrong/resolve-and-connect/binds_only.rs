//! Makes a TCP socket and binds it to a local port, but never connects it. The
//! listener sees nobody.
//!
//! mistake: never-connects

use crate::arguments::{Connect, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Connect { host, port } = parse();
    match open_socket(&host, port) {
        Ok(address) => {
            println!(
                "the socket has successfully connected to {host} on address == {}",
                address.ip()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot connect to {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn open_socket(host: &str, port: u16) -> io::Result<SocketAddr> {
    let address = (host, port).to_socket_addrs()?.next().ok_or(ErrorKind::NotFound)?;
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    println!("Socket successfully created");
    let local = match address {
        SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
    };
    socket.bind(&local.into())?;
    Ok(address)
}
