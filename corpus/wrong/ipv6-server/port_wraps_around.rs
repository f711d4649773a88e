//! Takes the port as an i64 and casts it. --port 70000 is served on port 4464
//! instead of refused with status 2.
//!
//! mistake: usage-not-checked

use crate::arguments::parse;
use clap::Parser;
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    /// Name or IPv6 address to listen on
    #[arg(long, default_value = "::1")]
    host: String,
    /// TCP port
    #[arg(long, default_value_t = 12345)]
    port: i64,
}

pub fn main() -> ExitCode {
    let Arguments { host, port } = parse();
    let port = port as u16;
    let listener = match listen(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        let _ = stream.write_all(b"Thank you for connecting");
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut result = Err(io::Error::other("no IPv6 address"));
    for address in (host, port).to_socket_addrs()? {
        if address.is_ipv6() && result.is_err() {
            result = listen_on(address);
        }
    }
    result
}

fn listen_on(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_only_v6(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}
