//! The server binds in a function that gives only the address back, so the
//! socket is closed again at once: the port that it prints belongs to nobody.
//!
//! mistake: never-listens

use crate::arguments::{Role, UdpServer, role};
use crate::udp;
use std::io;
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
    match listen(&host, port) {
        Ok(address) => println!("Listening on {address}"),
        Err(error) => {
            eprintln!("error: cannot listen on {host}:{port}: {error}");
            return ExitCode::FAILURE;
        }
    }
    loop {
        thread::park();
    }
}

fn listen(host: &str, port: u16) -> io::Result<SocketAddr> {
    let socket = UdpSocket::bind((host, port))?;
    socket.local_addr()
}
