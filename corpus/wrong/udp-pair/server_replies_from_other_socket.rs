//! The server makes a new socket for each reply, so that it comes from another
//! port: a connected sender does not see it.
//!
//! mistake: replies-from-other-socket

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let socket = match UdpSocket::bind((host.as_str(), port)) {
        Ok(socket) => socket,
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("Listening on {}", socket.local_addr().unwrap());
    let mut buffer = vec![0; 65536];
    loop {
        let Ok((length, peer)) = socket.recv_from(&mut buffer) else {
            continue;
        };
        let datagram = &buffer[..length];
        println!("Got message from {peer}: {}", udp::escaped(datagram));
        let reply = [&b"Thank you for sending "[..], datagram].concat();
        if let Err(error) = answer(&socket, &reply, peer) {
            eprintln!("{peer}: {error}");
        }
    }
}

fn answer(socket: &UdpSocket, reply: &[u8], peer: SocketAddr) -> io::Result<usize> {
    let ip = socket.local_addr()?.ip();
    UdpSocket::bind((ip, 0))?.send_to(reply, peer)
}
