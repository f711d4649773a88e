//! Sends itself 50 000 datagrams, and gets them.

use std::net::UdpSocket;

fn main() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(socket.local_addr().unwrap()).unwrap();
    for _ in 0..50_000 {
        socket.send(b"\x1b[31m").unwrap();
        socket.recv(&mut [0; 10]).unwrap();
    }
}
