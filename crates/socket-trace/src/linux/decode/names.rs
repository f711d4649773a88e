//! Names of flags, options, signals and errors, as C has them.

use crate::event::{Errno, Family, Kind, Protocol};
use libc as c;
use nix::errno::Errno as Number;
use nix::sys::signal::Signal;

/// Pairs each constant of C with its name.
macro_rules! named {
    ($($name:ident),* $(,)?) => { &[$((c::$name as u32, stringify!($name))),*] };
}

type Names = &'static [(u32, &'static str)];

/// `type` of socket(2), and `flags` of accept4(2).
const SOCKET_FLAGS: Names = named![SOCK_CLOEXEC, SOCK_NONBLOCK];
/// `flags` of send(2) and recv(2).
const MESSAGE_FLAGS: Names = named![
    MSG_OOB,
    MSG_PEEK,
    MSG_DONTROUTE,
    MSG_CTRUNC,
    MSG_TRUNC,
    MSG_DONTWAIT,
    MSG_EOR,
    MSG_WAITALL,
    MSG_CONFIRM,
    MSG_NOSIGNAL,
    MSG_ERRQUEUE,
    MSG_MORE,
    MSG_WAITFORONE,
    MSG_FASTOPEN,
    MSG_CMSG_CLOEXEC,
];
/// `events` of poll(2).
const POLL_EVENTS: Names = named![
    POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL, POLLRDNORM, POLLRDBAND, POLLWRNORM,
    POLLWRBAND, POLLRDHUP
];
/// `events` of epoll_ctl(2).
const EPOLL_EVENTS: Names = named![
    EPOLLIN,
    EPOLLPRI,
    EPOLLOUT,
    EPOLLERR,
    EPOLLHUP,
    EPOLLRDNORM,
    EPOLLRDBAND,
    EPOLLWRNORM,
    EPOLLWRBAND,
    EPOLLRDHUP,
    EPOLLEXCLUSIVE,
    EPOLLWAKEUP,
    EPOLLONESHOT,
    EPOLLET,
];
const EPOLL_FLAGS: Names = named![EPOLL_CLOEXEC];
/// File status flags of open(2) that `F_SETFL` may set.
const FILE_FLAGS: Names =
    named![O_WRONLY, O_RDWR, O_APPEND, O_NONBLOCK, O_DSYNC, O_ASYNC, O_DIRECT, O_NOATIME];
const DESCRIPTOR_FLAGS: Names = named![FD_CLOEXEC];
/// Commands of fcntl(2).
const FCNTL_COMMANDS: Names = named![
    F_DUPFD,
    F_GETFD,
    F_SETFD,
    F_GETFL,
    F_SETFL,
    F_GETLK,
    F_SETLK,
    F_SETLKW,
    F_SETOWN,
    F_GETOWN,
    F_DUPFD_CLOEXEC,
    F_SETPIPE_SZ,
    F_GETPIPE_SZ,
];
/// Requests of ioctl(2) that concern sockets.
const REQUESTS: Names =
    named![FIONBIO, FIONREAD, FIOASYNC, FIOCLEX, FIONCLEX, TIOCOUTQ, TCGETS, SIOCGIFCONF];

/// Levels of setsockopt(2).
const LEVELS: Names =
    named![SOL_SOCKET, IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, SOL_NETLINK];
/// Options of socket(7).
const SOCKET_OPTIONS: Names = named![
    SO_DEBUG,
    SO_REUSEADDR,
    SO_TYPE,
    SO_ERROR,
    SO_DONTROUTE,
    SO_BROADCAST,
    SO_SNDBUF,
    SO_RCVBUF,
    SO_KEEPALIVE,
    SO_OOBINLINE,
    SO_PRIORITY,
    SO_LINGER,
    SO_REUSEPORT,
    SO_PASSCRED,
    SO_PEERCRED,
    SO_RCVLOWAT,
    SO_SNDLOWAT,
    SO_RCVTIMEO,
    SO_SNDTIMEO,
    SO_BINDTODEVICE,
    SO_TIMESTAMP,
    SO_ACCEPTCONN,
    SO_SNDBUFFORCE,
    SO_RCVBUFFORCE,
    SO_MARK,
    SO_PROTOCOL,
    SO_DOMAIN,
    SO_BUSY_POLL,
    SO_INCOMING_CPU,
];
/// Options of ip(7).
const IP_OPTIONS: Names = named![
    IP_TOS,
    IP_TTL,
    IP_HDRINCL,
    IP_OPTIONS,
    IP_RECVERR,
    IP_PKTINFO,
    IP_MTU_DISCOVER,
    IP_MTU,
    IP_FREEBIND,
    IP_TRANSPARENT,
    IP_MULTICAST_IF,
    IP_MULTICAST_TTL,
    IP_MULTICAST_LOOP,
    IP_ADD_MEMBERSHIP,
    IP_DROP_MEMBERSHIP,
    IP_BIND_ADDRESS_NO_PORT,
    IP_RECVTTL,
    IP_RECVTOS,
];
/// Options of tcp(7).
const TCP_OPTIONS: Names = named![
    TCP_NODELAY,
    TCP_MAXSEG,
    TCP_CORK,
    TCP_KEEPIDLE,
    TCP_KEEPINTVL,
    TCP_KEEPCNT,
    TCP_SYNCNT,
    TCP_LINGER2,
    TCP_DEFER_ACCEPT,
    TCP_WINDOW_CLAMP,
    TCP_INFO,
    TCP_QUICKACK,
    TCP_CONGESTION,
    TCP_USER_TIMEOUT,
    TCP_FASTOPEN,
    TCP_FASTOPEN_CONNECT,
];
/// Options of ipv6(7).
const IPV6_OPTIONS: Names = named![
    IPV6_UNICAST_HOPS,
    IPV6_MULTICAST_IF,
    IPV6_MULTICAST_HOPS,
    IPV6_MULTICAST_LOOP,
    IPV6_ADD_MEMBERSHIP,
    IPV6_DROP_MEMBERSHIP,
    IPV6_MTU_DISCOVER,
    IPV6_MTU,
    IPV6_RECVERR,
    IPV6_V6ONLY,
    IPV6_RECVPKTINFO,
    IPV6_PKTINFO,
    IPV6_RECVHOPLIMIT,
    IPV6_TCLASS,
    IPV6_RECVTCLASS,
];

/// Bits by name; what is left as one hexadecimal number.
fn bits(value: u32, names: Names) -> Vec<String> {
    let mut left = value;
    let mut found = Vec::new();
    for &(bit, name) in names {
        if bit != 0 && left & bit == bit {
            found.push(name.to_owned());
            left &= !bit;
        }
    }
    if left != 0 {
        found.push(format!("{left:#x}"));
    }
    found
}

/// The name of a number, or the number.
fn one(value: u32, names: Names) -> String {
    let name = names.iter().find(|(number, _)| *number == value);
    name.map_or_else(|| value.cast_signed().to_string(), |(_, name)| (*name).to_owned())
}

pub fn socket_flags(value: u32) -> Vec<String> {
    bits(value, SOCKET_FLAGS)
}

/// The type of a socket, and the flags that socket(2) takes in the same number.
pub fn kind_and_flags(value: u32) -> (Kind, Vec<String>) {
    let kind = value & 0xf;
    let kind = match kind.cast_signed() {
        c::SOCK_STREAM => Kind::Stream,
        c::SOCK_DGRAM => Kind::Datagram,
        c::SOCK_RAW => Kind::Raw,
        c::SOCK_SEQPACKET => Kind::SequencedPacket,
        other => Kind::Other(other),
    };
    (kind, socket_flags(value & !0xf))
}

pub fn family(value: i32) -> Family {
    match value {
        c::AF_INET => Family::Inet,
        c::AF_INET6 => Family::Inet6,
        c::AF_UNIX => Family::Unix,
        c::AF_NETLINK => Family::Netlink,
        other => Family::Other(other),
    }
}

pub fn protocol(value: i32) -> Protocol {
    match value {
        0 => Protocol::Default,
        c::IPPROTO_TCP => Protocol::Tcp,
        c::IPPROTO_UDP => Protocol::Udp,
        other => Protocol::Other(other),
    }
}

pub fn message_flags(value: u32) -> Vec<String> {
    bits(value, MESSAGE_FLAGS)
}

pub fn poll_events(value: u32) -> Vec<String> {
    bits(value, POLL_EVENTS)
}

pub fn epoll_events(value: u32) -> Vec<String> {
    bits(value, EPOLL_EVENTS)
}

pub fn epoll_flags(value: u32) -> Vec<String> {
    bits(value, EPOLL_FLAGS)
}

pub fn file_flags(value: u32) -> Vec<String> {
    bits(value, FILE_FLAGS)
}

pub fn descriptor_flags(value: u32) -> Vec<String> {
    bits(value, DESCRIPTOR_FLAGS)
}

pub fn fcntl_command(value: u32) -> String {
    one(value, FCNTL_COMMANDS)
}

pub fn request(value: u32) -> String {
    one(value, REQUESTS)
}

/// The level and name of a socket option.
pub fn option(level: u32, option: u32) -> (String, String) {
    let options: Names = match level.cast_signed() {
        c::SOL_SOCKET => SOCKET_OPTIONS,
        c::IPPROTO_IP => IP_OPTIONS,
        c::IPPROTO_TCP => TCP_OPTIONS,
        c::IPPROTO_IPV6 => IPV6_OPTIONS,
        _ => &[],
    };
    (one(level, LEVELS), one(option, options))
}

/// An error by its number.
pub fn errno(number: i32) -> Errno {
    match Number::from_raw(number) {
        Number::UnknownErrno => Errno { name: format!("E{number}"), meaning: "unknown".to_owned() },
        known => Errno { name: format!("{known:?}"), meaning: known.desc().to_owned() },
    }
}

/// A signal by its number.
pub fn signal(number: i32) -> String {
    match Signal::try_from(number) {
        Ok(signal) => signal.as_str().to_owned(),
        // Real-time signals have no names of their own, signal(7).
        Err(_) => format!("signal {number}"),
    }
}
