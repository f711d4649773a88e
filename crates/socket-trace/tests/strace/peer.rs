//! The other side of a traced program: the same for each run of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::{Child, ChildStdout};
use std::thread;
use std::time::Duration;

/// How long a peer waits for a traced program that does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program is, and so what its peer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Resolver,
    Client,
    Server,
    Ipv6Server,
    UdpServer,
    UdpClient,
}

/// A peer that stands ready, if the program is the one that begins.
pub enum Peer {
    Caller,
    Tcp(TcpListener),
    Udp(UdpSocket),
}

impl Peer {
    pub fn new(role: Role) -> Self {
        match role {
            Role::Resolver | Role::Client => Self::Tcp(TcpListener::bind("127.0.0.1:0").unwrap()),
            Role::UdpClient => Self::Udp(UdpSocket::bind("127.0.0.1:0").unwrap()),
            Role::Server | Role::Ipv6Server | Role::UdpServer => Self::Caller,
        }
    }

    /// The program's arguments.
    pub fn arguments(&self, role: Role) -> Vec<String> {
        let port = match self {
            Self::Caller => 0,
            Self::Tcp(listener) => listener.local_addr().unwrap().port(),
            Self::Udp(socket) => socket.local_addr().unwrap().port(),
        };
        let words = match role {
            Role::Resolver => format!("127.0.0.1 --port {port}"),
            Role::Client | Role::Server => format!("--host 127.0.0.1 --port {port}"),
            Role::Ipv6Server => format!("--host ::1 --port {port}"),
            Role::UdpServer => format!("server --host 127.0.0.1 --port {port}"),
            Role::UdpClient => format!("client --host 127.0.0.1 --port {port} --timeout 5"),
        };
        words.split(' ').map(str::to_owned).collect()
    }

    /// Talks to the program until it has ended or is to be ended. Gives back its
    /// output, which it may still write to.
    pub fn talk(self, role: Role, child: &mut Child) -> BufReader<ChildStdout> {
        let mut output = BufReader::new(child.stdout.take().unwrap());
        match self {
            Self::Tcp(listener) => {
                // The program may also never come.
                thread::spawn(move || {
                    let (mut connection, _) = listener.accept().unwrap();
                    let _ = connection.write_all("grüße, and a few words more".as_bytes());
                    // Closed with bytes unread it would be reset, or not, as it happens.
                    let _ = connection.shutdown(Shutdown::Write);
                    let _ = connection.read_to_end(&mut Vec::new());
                });
                drain(&mut output);
            }
            Self::Udp(socket) => {
                socket.set_read_timeout(Some(PATIENCE)).unwrap();
                let mut buffer = [0; 100];
                if let Ok((length, from)) = socket.recv_from(&mut buffer) {
                    socket.send_to(&buffer[..length], from).unwrap();
                }
                drain(&mut output);
            }
            Self::Caller => {
                let address = listening(&mut output);
                for _ in 0..2 {
                    visit(role, address);
                }
            }
        }
        output
    }
}

fn drain(output: &mut impl Read) {
    let _ = output.read_to_end(&mut Vec::new());
}

/// Reads up to the line that says where the server listens.
fn listening(lines: &mut BufReader<ChildStdout>) -> SocketAddr {
    let mut line = String::new();
    while lines.read_line(&mut line).unwrap() > 0 {
        if let Some(address) = line.strip_prefix("Listening on ") {
            return address.trim().parse().unwrap();
        }
        line.clear();
    }
    panic!("the server ended before it listened");
}

fn visit(role: Role, server: SocketAddr) {
    if role == Role::UdpServer {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.send_to(b"a\0b\xff", server).unwrap();
        socket.recv_from(&mut [0; 100]).unwrap();
    } else {
        let mut connection = TcpStream::connect(server).unwrap();
        connection.set_read_timeout(Some(PATIENCE)).unwrap();
        connection.read_to_end(&mut Vec::new()).unwrap();
    }
}
