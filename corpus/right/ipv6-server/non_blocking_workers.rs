//! Three threads share one non-blocking listener; each parks for a millisecond
//! when nobody is there.

use crate::arguments::{Ipv6Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub fn main() -> ExitCode {
    let Ipv6Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
        Ok(listener) => Arc::new(listener),
        Err(error) => {
            eprintln!("error: cannot listen on {host} port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let listener = Arc::clone(&listener);
            thread::spawn(move || work(&listener))
        })
        .collect();
    for worker in workers {
        let _ = worker.join();
    }
    ExitCode::FAILURE
}

fn work(listener: &TcpListener) {
    loop {
        match listener.accept() {
            Ok((mut stream, peer)) => {
                println!("Got connection from {peer}");
                // Outside Linux the stream inherits the listener's mode.
                let _ = stream.set_nonblocking(false);
                let _ = stream.write_all(b"Thank you for connecting");
            }
            Err(_) => thread::park_timeout(Duration::from_millis(1)),
        }
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failure = io::Error::other("this host has no IPv6 address");
    for address in (host, port).to_socket_addrs()?.filter(SocketAddr::is_ipv6) {
        let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
        socket.set_only_v6(true)?;
        socket.set_nonblocking(true)?;
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        match socket.bind(&address.into()).and_then(|()| socket.listen(128)) {
            Ok(()) => return Ok(socket.into()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
