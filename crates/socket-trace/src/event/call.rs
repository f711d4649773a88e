//! A socket call with its arguments.

use super::{Address, Family, Half, Kind, Message, Opened, OptionValue, Protocol, Watched};
use serde::{Deserialize, Serialize};
use std::time::Duration;

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
    /// Any other `fcntl`, and `ioctl`: `F_SETFL` with `O_NONBLOCK`, `FIONBIO` with 1.
    Control { by: ControlCall, command: String, argument: Vec<String> },
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
    /// Whether it may wait for someone else, and not just for the system.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        match self {
            Self::Accept { .. }
            | Self::Connect { .. }
            | Self::Send { .. }
            | Self::Receive { .. }
            | Self::Poll { .. }
            | Self::EpollWait { .. }
            // With SO_LINGER.
            | Self::Close => true,
            Self::Socket { .. }
            | Self::SocketPair { .. }
            | Self::Bind { .. }
            | Self::Listen { .. }
            | Self::GetSockName { .. }
            | Self::GetPeerName { .. }
            | Self::SetSockOpt { .. }
            | Self::GetSockOpt { .. }
            | Self::Shutdown { .. }
            | Self::Duplicate { .. }
            | Self::Control { .. }
            | Self::EpollCreate { .. }
            | Self::EpollControl { .. } => false,
        }
    }

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
            Self::Send { by: SendCall::SendFile, .. } => "sendfile",
            Self::Send { by: SendCall::Splice, .. }
            | Self::Receive { by: ReceiveCall::Splice, .. } => "splice",
            Self::Shutdown { .. } => "shutdown",
            Self::Close => "close",
            Self::Duplicate { by: DuplicateCall::Dup, .. } => "dup",
            Self::Duplicate { by: DuplicateCall::Dup2, .. } => "dup2",
            Self::Duplicate { by: DuplicateCall::Dup3, .. } => "dup3",
            Self::Duplicate { by: DuplicateCall::Fcntl, .. }
            | Self::Control { by: ControlCall::Fcntl, .. } => "fcntl",
            Self::Control { by: ControlCall::Ioctl, .. } => "ioctl",
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
    /// From a file; its bytes are not seen, only their number.
    SendFile,
    /// From a pipe; its bytes are not seen, only their number.
    Splice,
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
    /// Into a pipe; its bytes are not seen, only their number.
    Splice,
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

/// The call behind [`Call::Control`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlCall {
    Fcntl,
    Ioctl,
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
