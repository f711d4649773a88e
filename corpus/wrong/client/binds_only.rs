//! Binds a socket to a local port and reads from it, but never connects it. The
//! listener sees nobody and the text is empty.
//!
//! mistake: never-connects

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    match open_socket(&host, port) {
        Ok(mut socket) => {
            let mut bytes = Vec::new();
            let _ = socket.read_to_end(&mut bytes);
            println!("{}", String::from_utf8_lossy(&bytes));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {host}:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn open_socket(host: &str, port: u16) -> io::Result<Socket> {
    let address = (host, port).to_socket_addrs()?.next().ok_or(ErrorKind::NotFound)?;
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    let local: SocketAddr = match address {
        SocketAddr::V4(_) => (Ipv4Addr::LOCALHOST, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::LOCALHOST, 0).into(),
    };
    socket.bind(&local.into())?;
    Ok(socket)
}
