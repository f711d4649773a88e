//! What the arguments of a call can be.

use super::SocketId;
use serde::{Deserialize, Serialize};
use std::net::{SocketAddrV4, SocketAddrV6};
use std::time::Duration;

/// The reason of a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errno {
    /// As in C: `ECONNREFUSED`. A number behind `E` if the system gave an unknown one.
    pub name: String,
    /// The system's words for it: `Connection refused`.
    pub meaning: String,
}

/// A new descriptor, and the socket behind it. For one that refers to no socket
/// (an epoll instance), `socket` is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The number that the program uses.
    pub descriptor: i32,
    /// The socket.
    pub socket: Option<SocketId>,
}

/// Address family, socket(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// `AF_INET`, IPv4
    Inet,
    /// `AF_INET6`
    Inet6,
    /// `AF_UNIX`
    Unix,
    /// `AF_NETLINK`: questions to the kernel
    Netlink,
    Other(i32),
}

/// Socket type, socket(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `SOCK_STREAM`, TCP if the family is an Internet one
    Stream,
    /// `SOCK_DGRAM`, UDP if the family is an Internet one
    Datagram,
    /// `SOCK_RAW`
    Raw,
    /// `SOCK_SEQPACKET`
    SequencedPacket,
    Other(i32),
}

/// Protocol number, protocols(5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// 0: the only one that the type has
    Default,
    /// 6
    Tcp,
    /// 17
    Udp,
    Other(i32),
}

/// An address as a call takes or gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    V4(SocketAddrV4),
    V6(SocketAddrV6),
    /// Of an `AF_UNIX` socket. An abstract one begins with `@`; an unnamed one is empty.
    Unix(String),
    /// Any other family, or too short for its family.
    Other {
        family: i32,
        length: u32,
    },
}

/// Bytes that a program handed over or got. Hostile: escape them where they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// The first of them, at most [`Data::MOST`].
    pub bytes: Vec<u8>,
    /// How many there were.
    pub length: u64,
}

impl Data {
    /// How many bytes of one message are kept.
    pub const MOST: usize = 256;
}

/// One datagram, or a piece of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its bytes.
    pub data: Data,
    /// To whom or from whom, where the call says it.
    pub address: Option<Address>,
}

/// The value of a socket option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionValue {
    /// A number, or a switch.
    Number(i32),
    /// A time (`SO_RCVTIMEO`).
    Time(Duration),
    /// `SO_LINGER`
    Linger { on: bool, seconds: i32 },
    /// `SO_ERROR`, if it is one.
    Errno(Errno),
    /// Anything else.
    Bytes(Data),
}

/// A socket that a program waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// The number that the program uses.
    pub descriptor: i32,
    /// The socket; `None` if it is something else, such as a pipe.
    pub socket: Option<SocketId>,
    /// What it waits for, such as `POLLIN`, `EPOLLIN` or (of select) `read`.
    pub wanted: Vec<String>,
    /// What is the case; empty until the call has ended.
    pub ready: Vec<String>,
}

/// Which half of a connection [`Call::Shutdown`] closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// `SHUT_RD`
    Read,
    /// `SHUT_WR`: half-close, the peer reads the end.
    Write,
    /// `SHUT_RDWR`
    Both,
    /// An unknown one, which the system refuses.
    Other(i32),
}
