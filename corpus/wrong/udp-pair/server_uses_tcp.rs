//! The server listens with TCP and greets a stream: there is a listener, but no
//! UDP socket, and datagrams to its port are lost.
//!
//! mistake: tcp-instead-of-udp

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let listener = match TcpListener::bind((host.as_str(), port)) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", listener.local_addr().unwrap());
    let mut buffer = vec![0; 65536];
    loop {
        let Ok((mut stream, peer)) = listener.accept() else {
            continue;
        };
        let Ok(length) = stream.read(&mut buffer) else {
            continue;
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", udp::escaped(datagram));
        let reply = [&b"Thank you for sending "[..], datagram].concat();
        if let Err(error) = stream.write_all(&reply) {
            eprintln!("{peer}: {error}");
        }
    }
}
