//! The server throws the IPv6 addresses of HOST away: it cannot listen on ::1.
//!
//! mistake: ipv4-only

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;

pub fn main() -> ExitCode {
    match role() {
        Role::Server(arguments) => serve(arguments),
        Role::Client(arguments) => udp::ask(arguments),
    }
}

fn serve(UdpServer { host, port }: UdpServer) -> ExitCode {
    let socket = match listen(&host, port) {
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
        if let Err(error) = socket.send_to(&reply, peer) {
            eprintln!("{peer}: {error}");
        }
    }
}

fn listen(host: &str, port: u16) -> io::Result<UdpSocket> {
    let addresses: Vec<SocketAddr> =
        (host, port).to_socket_addrs()?.filter(|address| address.is_ipv4()).collect();
    UdpSocket::bind(&addresses[..])
}
