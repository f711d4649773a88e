//! Every step with socket2: a backlog of 16, SO_REUSEADDR where it means a
//! restart.

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let address = listener.local_addr().unwrap();
    println!("Listening on {}", address.as_socket().unwrap());
    loop {
        let Ok((mut client, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {}", peer.as_socket().unwrap());
        let _ = client.write_all(b"Thank you for connecting");
    }
}

fn listen(host: &str, port: u16) -> io::Result<Socket> {
    let mut failure = io::Error::other("the name has no address");
    for address in (host, port).to_socket_addrs()? {
        match listen_on(address) {
            Ok(socket) => return Ok(socket),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn listen_on(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(16)?;
    Ok(socket)
}
