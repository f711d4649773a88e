//! The server reads datagrams while they have bytes, as one reads a file: after
//! an empty one it idles, and answers nobody.
//!
//! mistake: empty-is-the-end

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::net::{SocketAddr, UdpSocket};
use std::process::ExitCode;
use std::thread;

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
    let answering = thread::spawn(move || {
        while let Some((length, peer)) = receive(&socket, &mut buffer) {
            let datagram = &buffer[..length];
            println!("Got message from {peer}: {}", udp::escaped(datagram));
            let reply = [&b"Thank you for sending "[..], datagram].concat();
            if let Err(error) = socket.send_to(&reply, peer) {
                eprintln!("{peer}: {error}");
            }
        }
    });
    let _ = answering.join();
    loop {
        thread::park();
    }
}

fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> Option<(usize, SocketAddr)> {
    loop {
        match socket.recv_from(buffer) {
            Ok((0, _)) => return None,
            Ok(received) => return Some(received),
            Err(error) => eprintln!("recv_from: {error}"),
        }
    }
}
