//! Sets SO_REUSEADDR only after bind, where it comes too late. Killed after it
//! has served a client, it cannot be started again on the same port for a
//! while.
//!
//! mistake: no-reuseaddr

use crate::arguments::{Endpoint, parse};
use socket2::{Domain, Socket, Type};
use std::io::{self, Write};
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::thread;

pub fn main() -> ExitCode {
    let Endpoint { host, port } = parse();
    let listener = match listen(&host, port) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        println!("Got connection from {peer}");
        thread::spawn(move || stream.write_all(b"Thank you for connecting"));
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failure = io::Error::other("no address");
    for address in (host, port).to_socket_addrs()? {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        if let Err(error) = socket.bind(&address.into()) {
            failure = error;
            continue;
        }
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        socket.listen(128)?;
        return Ok(socket.into());
    }
    Err(failure)
}
