//! Sockets of our own network, asked of the kernel directly (sock_diag(7)):
//! only listeners, or only one connection. Reading all of /proc/net/tcp instead
//! takes milliseconds, for it walks the whole hash table.
//!
//! Written out because the crates that speak this protocol bring a second `syn`
//! and more: ten seconds of a student's first build for two messages.

use super::{Protocol, Socket};
use rustix::io::Errno;
use rustix::net::netlink::{SOCK_DIAG, SocketAddrNetlink};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, sendto, socket_with,
};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

// linux/netlink.h
const HEADER: usize = 16;
const NLM_F_REQUEST: u16 = 1;
const NLM_F_DUMP: u16 = 0x300;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
// linux/sock_diag.h
const SOCK_DIAG_BY_FAMILY: u16 = 20;
// linux/socket.h, linux/in.h, net/tcp_states.h
const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;
const IPPROTO_TCP: u8 = 6;
const IPPROTO_UDP: u8 = 17;
const LISTEN: u32 = 1 << 10;
const ANY_STATE: u32 = u32::MAX;

/// A question: `struct inet_diag_req_v2`, as far as we use it.
struct Question {
    family: u8,
    protocol: u8,
    states: u32,
    /// One socket, by its ends; else all.
    ends: Option<(SocketAddr, SocketAddr)>,
}

/// An answer: `struct inet_diag_msg`, as far as we use it.
struct Answer {
    local: SocketAddr,
    receive_queue: u32,
    inode: u64,
}

/// All TCP listeners and UDP sockets with their inodes.
pub fn waiting() -> io::Result<Vec<(Socket, u64)>> {
    let mut found = Vec::new();
    for family in [AF_INET, AF_INET6] {
        let kinds = [(Protocol::Tcp, IPPROTO_TCP, LISTEN), (Protocol::Udp, IPPROTO_UDP, ANY_STATE)];
        for (protocol, number, states) in kinds {
            let answers = ask(&Question { family, protocol: number, states, ends: None })?;
            found.extend(
                answers
                    .into_iter()
                    .map(|answer| (Socket { protocol, address: answer.local }, answer.inode)),
            );
        }
    }
    Ok(found)
}

/// The bytes that wait to be read at the end `local` of a connection, if that
/// end still belongs to a program.
pub fn unread_bytes(local: SocketAddr, peer: SocketAddr) -> io::Result<Option<u32>> {
    let family = if local.is_ipv4() { AF_INET } else { AF_INET6 };
    let ends = Some((local, peer));
    let answers = ask(&Question { family, protocol: IPPROTO_TCP, states: ANY_STATE, ends })?;
    let answer = answers.first().filter(|answer| answer.inode != 0);
    Ok(answer.map(|answer| answer.receive_queue))
}

fn ask(question: &Question) -> io::Result<Vec<Answer>> {
    let socket = socket_with(
        AddressFamily::NETLINK,
        SocketType::RAW,
        SocketFlags::CLOEXEC,
        Some(SOCK_DIAG),
    )?;
    sendto(&socket, &question.bytes(), SendFlags::empty(), &SocketAddrNetlink::new(0, 0))?;
    let mut answers = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let (length, _) = recv(&socket, &mut buffer[..], RecvFlags::empty())?;
        let mut rest = &buffer[..length];
        while rest.len() >= HEADER {
            let length = u32_at(rest, 0) as usize;
            let kind = u16::from_ne_bytes([rest[4], rest[5]]);
            let body = rest.get(HEADER..length).ok_or(io::ErrorKind::InvalidData)?;
            match kind {
                NLMSG_DONE => return Ok(answers),
                NLMSG_ERROR => {
                    let errno =
                        Errno::from_raw_os_error(u32_at(body, 0).cast_signed().wrapping_neg());
                    // There is no such socket.
                    return if errno == Errno::NOENT { Ok(answers) } else { Err(errno.into()) };
                }
                _ => answers.push(Answer::from(body).ok_or(io::ErrorKind::InvalidData)?),
            }
            if question.ends.is_some() {
                return Ok(answers);
            }
            // Messages are padded to four bytes (netlink(7)).
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
    }
}

impl Question {
    fn bytes(&self) -> Vec<u8> {
        let flags = if self.ends.is_some() { NLM_F_REQUEST } else { NLM_F_REQUEST | NLM_F_DUMP };
        let mut body = vec![self.family, self.protocol, 0, 0];
        body.extend(self.states.to_ne_bytes());
        let (local, peer) =
            self.ends.map_or((None, None), |(local, peer)| (Some(local), Some(peer)));
        for end in [local, peer] {
            body.extend(end.map_or(0, |end| end.port()).to_be_bytes());
        }
        for end in [local, peer] {
            let mut address = [0; 16];
            match end.map(|end| end.ip()) {
                Some(IpAddr::V4(ip)) => address[..4].copy_from_slice(&ip.octets()),
                Some(IpAddr::V6(ip)) => address = ip.octets(),
                None => {}
            }
            body.extend(address);
        }
        // Any interface; no cookie.
        body.extend([0; 4]);
        body.extend([0xFF; 8]);
        let mut message = Vec::new();
        message.extend(u32::try_from(HEADER + body.len()).expect("72 bytes").to_ne_bytes());
        message.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
        message.extend(flags.to_ne_bytes());
        // Sequence number, and our port: the kernel's answer comes to this socket.
        message.extend([0; 8]);
        message.extend(body);
        message
    }
}

impl Answer {
    fn from(body: &[u8]) -> Option<Self> {
        const LENGTH: usize = 72;
        let body = body.get(..LENGTH)?;
        let port = u16::from_be_bytes([body[4], body[5]]);
        let address: [u8; 16] = body[8..24].try_into().ok()?;
        let ip = match body[0] {
            AF_INET => Ipv4Addr::new(address[0], address[1], address[2], address[3]).into(),
            _ => Ipv6Addr::from(address).into(),
        };
        Some(Self {
            local: SocketAddr::new(ip, port),
            receive_queue: u32_at(body, 56),
            inode: u32_at(body, 68).into(),
        })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_ne_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn what_was_not_read_is_counted() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut ours = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (theirs, peer) = listener.accept().unwrap();
        ours.write_all(b"seven b").unwrap();
        assert_eq!(unread_bytes(theirs.local_addr().unwrap(), peer).unwrap(), Some(7));
    }

    #[test]
    fn a_connection_that_is_not_there_is_none() {
        let [local, peer] = ["127.0.0.1:1", "127.0.0.1:2"].map(|end| end.parse().unwrap());
        assert_eq!(unread_bytes(local, peer).unwrap(), None);
    }

    #[test]
    fn listeners_of_both_families_are_found() {
        for host in ["127.0.0.1:0", "[::1]:0"] {
            let Ok(listener) = TcpListener::bind(host) else {
                continue;
            };
            let address = listener.local_addr().unwrap();
            let is_it = |(socket, _): &(Socket, u64)| socket.address == address;
            assert!(waiting().unwrap().iter().any(is_it), "{address}");
        }
    }
}
