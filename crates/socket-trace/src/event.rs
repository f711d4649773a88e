//! What a traced program did: the events, as data. They are made on Linux and
//! can be read everywhere. Nothing here knows how they were got.
//!
//! The fields follow the calls' manual pages (section 2). What a name stands for
//! in C (an option, a flag) is given by that name; what has none, as a number.

use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddrV4, SocketAddrV6};
use std::time::Duration;

/// A moment on the clock that all programs of this machine share: nanoseconds
/// of `CLOCK_MONOTONIC`. So the events of two programs stand on one time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub u64);

impl Moment {
    /// The time from `earlier` to this moment; zero if it was not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// One thing that a program did or that happened to it.
///
/// A call that may wait is told twice with the same `id`: when it begins
/// (`exited` is `None`), and when it has ended. Who collects events keeps the
/// later; see [`crate::collect()`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Counts up in the order in which calls begin, for one traced program.
    pub id: u64,
    /// The process (in C: its thread group).
    pub process: u32,
    /// The thread; that of `main` has the number of its process.
    pub thread: u32,
    /// When it began.
    pub entered: Moment,
    /// When it ended. `None`: the program was still in the call when this was
    /// told. What is not a call has the same moment as `entered`.
    pub exited: Option<Moment>,
    /// What it is.
    pub happening: Happening,
}

/// What an [`Event`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A call that concerns a socket.
    Call {
        /// Which, with its arguments and what it gave back through them.
        call: Call,
        /// The descriptor that it was called with, if it takes one.
        descriptor: Option<i32>,
        /// The socket behind that descriptor; for `epoll` calls `None`.
        socket: Option<SocketId>,
        /// What it returned. `None`: it has not returned (see `exited`), or never
        /// will, since the program ended in it.
        outcome: Option<Outcome>,
    },
    /// A name was looked up: `getaddrinfo "localhost" -> 127.0.0.1`. Never told by
    /// the tracer, but made of the events that the look-up consists of.
    LookUp(LookUp),
    /// A file that look-ups of names read (`/etc/hosts`, `/etc/resolv.conf`, …)
    /// was opened or read.
    LookUpFile {
        /// Its path.
        path: String,
        /// What was read of it. Empty: it was opened.
        text: String,
    },
    /// The process began to run a program (execve): its first event.
    Started {
        /// Path of the executable.
        program: String,
        /// The command line, the program's name included.
        arguments: Vec<String>,
    },
    /// The process made another one, or a thread.
    Forked {
        /// Process or thread id of the child.
        child: u32,
        /// Which.
        kind: Fork,
    },
    /// A signal was delivered. (What the program does about it is seen from what follows.)
    Signalled {
        /// Its name, such as `SIGPIPE`.
        signal: String,
    },
    /// A thread that is not the process' first ended.
    ThreadEnded,
    /// The process ended.
    Ended(Ending),
    /// From here on the process makes calls in another form than this machine's
    /// own (32-bit, x32). They are not decoded, and missing.
    Foreign {
        /// What it is, such as `32-bit x86`.
        form: String,
    },
    /// The limit of events was reached. What follows is counted only; see
    /// [`Happening::Unreported`]. Starts, forks and ends are still told.
    LimitReached,
    /// Told at the very end, if the limit was reached.
    Unreported {
        /// How many calls on sockets were made and not told.
        calls: u64,
    },
}

/// How a process was made of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fork {
    /// A process (fork, vfork, clone).
    Process,
    /// A thread of the same process.
    Thread,
}

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It exited with this status.
    Status(i32),
    /// A signal of this name killed it, such as `SIGKILL`.
    Signal(String),
}

/// A socket, whatever its descriptors are called: it stays the same through
/// dup, fork, exec and accept, and in every thread. (The kernel's inode number:
/// unique on this machine while any of the traced programs runs.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub u64);

/// What a call returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It succeeded, with this value (a descriptor, a number of bytes, 0).
    Returned(i64),
    /// It failed.
    Failed(Errno),
}

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

/// A call, its arguments, and what it gave back through them. What the call had
/// to fill in is `None` or empty until it has succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// `socket(family, kind, protocol)`
    Socket {
        family: Family,
        kind: Kind,
        flags: Vec<String>,
        protocol: Protocol,
        made: Option<Opened>,
    },
    /// `socketpair(family, kind, protocol)`
    SocketPair {
        family: Family,
        kind: Kind,
        flags: Vec<String>,
        protocol: Protocol,
        made: Option<[Opened; 2]>,
    },
    /// `bind(address)`
    Bind { address: Option<Address> },
    /// `listen(backlog)`
    Listen { backlog: i32 },
    /// `accept` or `accept4`: which peer, and the socket to it.
    Accept { by: AcceptCall, flags: Vec<String>, peer: Option<Address>, made: Option<Opened> },
    /// `connect(address)`
    Connect { address: Option<Address> },
    /// `getsockname`: the own address.
    GetSockName { address: Option<Address> },
    /// `getpeername`: the peer's address.
    GetPeerName { address: Option<Address> },
    /// `setsockopt`
    SetSockOpt { level: String, option: String, value: OptionValue },
    /// `getsockopt`
    GetSockOpt { level: String, option: String, value: Option<OptionValue> },
    /// Bytes or datagrams to send: what the program handed over. How much of it
    /// was taken is the outcome.
    Send { by: SendCall, flags: Vec<String>, messages: Vec<Message> },
    /// Bytes or datagrams that were received; none until then. A message of
    /// length 0 from a stream is its end.
    Receive { by: ReceiveCall, flags: Vec<String>, room: u64, messages: Vec<Message> },
    /// `shutdown(how)`
    Shutdown { how: Half },
    /// `close`. (The socket lives on while another descriptor refers to it.)
    Close,
    /// `dup`, `dup2`, `dup3` or `fcntl` with `F_DUPFD`
    Duplicate { by: DuplicateCall, made: Option<Opened> },
    /// Any other `fcntl`, such as `F_SETFL` with `O_NONBLOCK`.
    Control { command: String, argument: Vec<String> },
    /// `poll`, `ppoll`, `select`, `pselect6`: waits until a socket is ready.
    Poll { by: PollCall, watched: Vec<Watched>, timeout: Option<Duration> },
    /// `epoll_create`, `epoll_create1`
    EpollCreate { flags: Vec<String>, made: Option<Opened> },
    /// `epoll_ctl(operation, socket, events)`
    EpollControl { operation: EpollOperation, watched: Watched },
    /// `epoll_wait`, `epoll_pwait`, `epoll_pwait2`: like `poll`, for what was registered.
    EpollWait { watched: Vec<Watched>, timeout: Option<Duration> },
}

impl Call {
    /// Its name in C, as the manual has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Socket { .. } => "socket",
            Self::SocketPair { .. } => "socketpair",
            Self::Bind { .. } => "bind",
            Self::Listen { .. } => "listen",
            Self::Accept { by: AcceptCall::Accept, .. } => "accept",
            Self::Accept { by: AcceptCall::Accept4, .. } => "accept4",
            Self::Connect { .. } => "connect",
            Self::GetSockName { .. } => "getsockname",
            Self::GetPeerName { .. } => "getpeername",
            Self::SetSockOpt { .. } => "setsockopt",
            Self::GetSockOpt { .. } => "getsockopt",
            Self::Send { by: SendCall::Send, .. } => "send",
            Self::Send { by: SendCall::SendTo, .. } => "sendto",
            Self::Send { by: SendCall::SendMsg, .. } => "sendmsg",
            Self::Send { by: SendCall::SendMMsg, .. } => "sendmmsg",
            Self::Send { by: SendCall::Write, .. } => "write",
            Self::Send { by: SendCall::WriteV, .. } => "writev",
            Self::Receive { by: ReceiveCall::Recv, .. } => "recv",
            Self::Receive { by: ReceiveCall::RecvFrom, .. } => "recvfrom",
            Self::Receive { by: ReceiveCall::RecvMsg, .. } => "recvmsg",
            Self::Receive { by: ReceiveCall::RecvMMsg, .. } => "recvmmsg",
            Self::Receive { by: ReceiveCall::Read, .. } => "read",
            Self::Receive { by: ReceiveCall::ReadV, .. } => "readv",
            Self::Shutdown { .. } => "shutdown",
            Self::Close => "close",
            Self::Duplicate { by: DuplicateCall::Dup, .. } => "dup",
            Self::Duplicate { by: DuplicateCall::Dup2, .. } => "dup2",
            Self::Duplicate { by: DuplicateCall::Dup3, .. } => "dup3",
            Self::Duplicate { by: DuplicateCall::Fcntl, .. } | Self::Control { .. } => "fcntl",
            Self::Poll { by: PollCall::Poll, .. } => "poll",
            Self::Poll { by: PollCall::PPoll, .. } => "ppoll",
            Self::Poll { by: PollCall::Select, .. } => "select",
            Self::Poll { by: PollCall::PSelect6, .. } => "pselect6",
            Self::EpollCreate { .. } => "epoll_create",
            Self::EpollControl { .. } => "epoll_ctl",
            Self::EpollWait { .. } => "epoll_wait",
        }
    }
}

/// The call behind [`Call::Accept`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptCall {
    Accept,
    Accept4,
}

/// The call behind [`Call::Send`]. (C's `send` is the system call `sendto`
/// without an address.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendCall {
    Send,
    SendTo,
    SendMsg,
    SendMMsg,
    Write,
    WriteV,
}

/// The call behind [`Call::Receive`]. (C's `recv` is the system call `recvfrom`
/// that does not ask for the address.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiveCall {
    Recv,
    RecvFrom,
    RecvMsg,
    RecvMMsg,
    Read,
    ReadV,
}

/// The call behind [`Call::Duplicate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateCall {
    Dup,
    Dup2,
    Dup3,
    Fcntl,
}

/// The call behind [`Call::Poll`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollCall {
    Poll,
    PPoll,
    Select,
    PSelect6,
}

/// What `epoll_ctl` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpollOperation {
    Add,
    Modify,
    Delete,
    /// An unknown one, which the system refuses.
    Other(i32),
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

/// A folded look-up of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookUp {
    /// The name, where it could be found out.
    pub name: Option<String>,
    /// The addresses that it gave, as far as they were seen.
    pub addresses: Vec<IpAddr>,
    /// The ids of the events that it consists of.
    pub events: Vec<u64>,
}
