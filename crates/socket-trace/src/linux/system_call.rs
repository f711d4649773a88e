//! The system calls of interest, and their numbers on this machine.

use libc as c;

/// A system call that is decoded.
#[cfg_attr(
    not(target_arch = "x86_64"),
    expect(dead_code, reason = "the older of these calls are on x86_64 only")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemCall {
    Socket,
    SocketPair,
    Bind,
    Listen,
    Accept,
    Accept4,
    Connect,
    GetSockName,
    GetPeerName,
    SetSockOpt,
    GetSockOpt,
    SendTo,
    SendMsg,
    SendMMsg,
    RecvFrom,
    RecvMsg,
    RecvMMsg,
    Shutdown,
    Read,
    Write,
    ReadV,
    WriteV,
    SendFile,
    Splice,
    Close,
    Dup,
    Dup2,
    Dup3,
    Fcntl,
    Ioctl,
    Poll,
    PPoll,
    Select,
    PSelect6,
    EpollCreate,
    EpollCreate1,
    EpollControl,
    EpollWait,
    EpollPWait,
    EpollPWait2,
    /// Opens a file; of interest are those that look-ups of names read.
    OpenAt,
    /// The kernel's own: goes on with a `poll` that a signal has interrupted.
    Restart,
}

use SystemCall as S;

/// What aarch64 has as well.
const EVERYWHERE: &[(c::c_long, SystemCall)] = &[
    (c::SYS_socket, S::Socket),
    (c::SYS_socketpair, S::SocketPair),
    (c::SYS_bind, S::Bind),
    (c::SYS_listen, S::Listen),
    (c::SYS_accept, S::Accept),
    (c::SYS_accept4, S::Accept4),
    (c::SYS_connect, S::Connect),
    (c::SYS_getsockname, S::GetSockName),
    (c::SYS_getpeername, S::GetPeerName),
    (c::SYS_setsockopt, S::SetSockOpt),
    (c::SYS_getsockopt, S::GetSockOpt),
    (c::SYS_sendto, S::SendTo),
    (c::SYS_sendmsg, S::SendMsg),
    (c::SYS_sendmmsg, S::SendMMsg),
    (c::SYS_recvfrom, S::RecvFrom),
    (c::SYS_recvmsg, S::RecvMsg),
    (c::SYS_recvmmsg, S::RecvMMsg),
    (c::SYS_shutdown, S::Shutdown),
    (c::SYS_read, S::Read),
    (c::SYS_write, S::Write),
    (c::SYS_readv, S::ReadV),
    (c::SYS_writev, S::WriteV),
    (c::SYS_sendfile, S::SendFile),
    (c::SYS_splice, S::Splice),
    (c::SYS_close, S::Close),
    (c::SYS_dup, S::Dup),
    (c::SYS_dup3, S::Dup3),
    (c::SYS_fcntl, S::Fcntl),
    (c::SYS_ioctl, S::Ioctl),
    (c::SYS_ppoll, S::PPoll),
    (c::SYS_pselect6, S::PSelect6),
    (c::SYS_epoll_create1, S::EpollCreate1),
    (c::SYS_epoll_ctl, S::EpollControl),
    (c::SYS_epoll_pwait, S::EpollPWait),
    (c::SYS_epoll_pwait2, S::EpollPWait2),
    (c::SYS_openat, S::OpenAt),
    (c::SYS_restart_syscall, S::Restart),
];

#[cfg(target_arch = "x86_64")]
const HERE_ONLY: &[(c::c_long, SystemCall)] = &[
    (c::SYS_dup2, S::Dup2),
    (c::SYS_poll, S::Poll),
    (c::SYS_select, S::Select),
    (c::SYS_epoll_create, S::EpollCreate),
    (c::SYS_epoll_wait, S::EpollWait),
];
#[cfg(not(target_arch = "x86_64"))]
const HERE_ONLY: &[(c::c_long, SystemCall)] = &[];

/// All of them, with their numbers.
pub fn all() -> impl Iterator<Item = (u64, SystemCall)> {
    EVERYWHERE.iter().chain(HERE_ONLY).map(|&(number, call)| (number.cast_unsigned(), call))
}

/// The one with this number.
pub fn numbered(number: u64) -> Option<SystemCall> {
    all().find(|&(each, _)| each == number).map(|(_, call)| call)
}
