//! Makes a [`Call`] of the six numbers that a system call has: its arguments as
//! it begins, and what the kernel has filled in when it has ended.

mod address;
pub mod names;
mod option;
mod transfer;
mod waiting;

use super::descriptors::{Descriptors, Referent};
use super::memory::Memory;
use super::system_call::SystemCall;
use crate::event::{AcceptCall, Address, Call, ControlCall, DuplicateCall, Half, Opened, SocketId};

/// A thread that stands still: what is asked of it.
#[derive(Clone, Copy)]
pub struct Tracee {
    pub memory: Memory,
    pub descriptors: Descriptors,
}

impl Tracee {
    pub fn new(thread: libc::pid_t) -> Self {
        Self { memory: Memory { thread }, descriptors: Descriptors { thread } }
    }

    /// The address in a buffer of the given length.
    fn address(self, at: u64, length: u64) -> Option<Address> {
        let length = usize::try_from(length).unwrap_or(address::LONGEST).min(address::LONGEST);
        address::decode(&self.memory.bytes(at, length))
    }

    /// The address that the kernel has filled in, and its length behind `length_at`.
    fn filled_address(self, at: u64, length_at: u64) -> Option<Address> {
        let length = self.memory.u32(length_at)?;
        self.address(at, u64::from(length))
    }

    fn opened(self, descriptor: i64) -> Option<Opened> {
        let descriptor = i32::try_from(descriptor).ok()?;
        Some(Opened { descriptor, socket: self.descriptors.socket(descriptor) })
    }
}

/// The arguments of a system call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Arguments(pub [u64; 6]);

impl Arguments {
    /// One that C declares as `int`.
    #[expect(clippy::cast_possible_truncation, reason = "the kernel ignores the upper half, too")]
    fn int(self, index: usize) -> i32 {
        (self.0[index] as u32).cast_signed()
    }

    /// One that C declares as `unsigned int`, or whose bits are flags.
    fn bits(self, index: usize) -> u32 {
        self.int(index).cast_unsigned()
    }
}

/// A call that begins, and what it is about.
pub struct Begun {
    pub call: Call,
    pub descriptor: Option<i32>,
    pub socket: Option<SocketId>,
}

/// Decodes a call as it begins. `None`: it concerns no socket.
pub fn begin(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Option<Begun> {
    let alone = |call| Some(Begun { call, descriptor: None, socket: None });
    match call {
        SystemCall::Socket | SystemCall::SocketPair => alone(making(call, arguments)),
        SystemCall::EpollCreate => alone(Call::EpollCreate { flags: Vec::new(), made: None }),
        SystemCall::EpollCreate1 => {
            let flags = names::epoll_flags(arguments.bits(0));
            alone(Call::EpollCreate { flags, made: None })
        }
        SystemCall::Poll | SystemCall::PPoll => alone(waiting::poll(call, arguments, tracee)?),
        SystemCall::Select | SystemCall::PSelect6 => {
            alone(waiting::select(call, arguments, tracee)?)
        }
        SystemCall::EpollControl => {
            let call = waiting::epoll_control(arguments, tracee)?;
            Some(Begun { call, descriptor: Some(arguments.int(0)), socket: None })
        }
        SystemCall::EpollWait | SystemCall::EpollPWait | SystemCall::EpollPWait2 => {
            let call = waiting::epoll_wait(call, arguments, tracee)?;
            Some(Begun { call, descriptor: Some(arguments.int(0)), socket: None })
        }
        SystemCall::Splice => splice(arguments, tracee),
        SystemCall::OpenAt | SystemCall::Restart => None,
        SystemCall::Read
        | SystemCall::Write
        | SystemCall::ReadV
        | SystemCall::WriteV
        | SystemCall::SendFile
        | SystemCall::Close
        | SystemCall::Dup
        | SystemCall::Dup2
        | SystemCall::Dup3
        | SystemCall::Fcntl
        | SystemCall::Ioctl => {
            let descriptor = arguments.int(0);
            let socket = tracee.descriptors.socket(descriptor)?;
            let call = on_any_descriptor(call, arguments, tracee);
            Some(Begun { call, descriptor: Some(descriptor), socket: Some(socket) })
        }
        SystemCall::Bind
        | SystemCall::Listen
        | SystemCall::Accept
        | SystemCall::Accept4
        | SystemCall::Connect
        | SystemCall::GetSockName
        | SystemCall::GetPeerName
        | SystemCall::SetSockOpt
        | SystemCall::GetSockOpt
        | SystemCall::SendTo
        | SystemCall::SendMsg
        | SystemCall::SendMMsg
        | SystemCall::RecvFrom
        | SystemCall::RecvMsg
        | SystemCall::RecvMMsg
        | SystemCall::Shutdown => {
            // On anything but a socket they fail, and that is told as well.
            let descriptor = arguments.int(0);
            let socket = tracee.descriptors.socket(descriptor);
            let call = on_a_socket(call, arguments, tracee);
            Some(Begun { call, descriptor: Some(descriptor), socket })
        }
    }
}

/// `socket` and `socketpair`.
fn making(call: SystemCall, arguments: Arguments) -> Call {
    let family = names::family(arguments.int(0));
    let (kind, flags) = names::kind_and_flags(arguments.bits(1));
    let protocol = names::protocol(arguments.int(2));
    if call == SystemCall::SocketPair {
        Call::SocketPair { family, kind, flags, protocol, made: None }
    } else {
        Call::Socket { family, kind, flags, protocol, made: None }
    }
}

/// Calls that are made on sockets only.
fn on_a_socket(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Call {
    let Arguments(raw) = arguments;
    match call {
        SystemCall::Bind => Call::Bind { address: tracee.address(raw[1], raw[2]) },
        SystemCall::Connect => Call::Connect { address: tracee.address(raw[1], raw[2]) },
        SystemCall::Listen => Call::Listen { backlog: arguments.int(1) },
        SystemCall::Accept => {
            Call::Accept { by: AcceptCall::Accept, flags: Vec::new(), peer: None, made: None }
        }
        SystemCall::Accept4 => {
            let flags = names::socket_flags(arguments.bits(3));
            Call::Accept { by: AcceptCall::Accept4, flags, peer: None, made: None }
        }
        SystemCall::GetSockName => Call::GetSockName { address: None },
        SystemCall::GetPeerName => Call::GetPeerName { address: None },
        SystemCall::SetSockOpt => option::set(arguments, tracee),
        SystemCall::GetSockOpt => option::get(arguments),
        SystemCall::Shutdown => Call::Shutdown {
            how: match arguments.int(1) {
                libc::SHUT_RD => Half::Read,
                libc::SHUT_WR => Half::Write,
                libc::SHUT_RDWR => Half::Both,
                other => Half::Other(other),
            },
        },
        _ => transfer::begin(call, arguments, tracee),
    }
}

/// Calls that are made on all kinds of descriptors, made on a socket.
fn on_any_descriptor(call: SystemCall, arguments: Arguments, tracee: Tracee) -> Call {
    let duplicate = |by| Call::Duplicate { by, made: None };
    match call {
        SystemCall::Close => Call::Close,
        SystemCall::Dup => duplicate(DuplicateCall::Dup),
        SystemCall::Dup2 => duplicate(DuplicateCall::Dup2),
        SystemCall::Dup3 => duplicate(DuplicateCall::Dup3),
        SystemCall::Fcntl => match arguments.int(1) {
            libc::F_DUPFD | libc::F_DUPFD_CLOEXEC => duplicate(DuplicateCall::Fcntl),
            command => Call::Control {
                by: ControlCall::Fcntl,
                command: names::fcntl_command(arguments.bits(1)),
                argument: match command {
                    libc::F_SETFL => names::file_flags(arguments.bits(2)),
                    libc::F_SETFD => names::descriptor_flags(arguments.bits(2)),
                    _ => Vec::new(),
                },
            },
        },
        SystemCall::Ioctl => Call::Control {
            by: ControlCall::Ioctl,
            command: names::request(arguments.bits(1)),
            argument: match u64::from(arguments.bits(1)) {
                libc::FIONBIO | libc::FIOASYNC => {
                    tracee.memory.i32(arguments.0[2]).iter().map(i32::to_string).collect()
                }
                _ => Vec::new(),
            },
        },
        _ => transfer::begin(call, arguments, tracee),
    }
}

/// `splice(in, …, out, …)`: a receive if it takes from a socket, else a send.
fn splice(arguments: Arguments, tracee: Tracee) -> Option<Begun> {
    let (from, to) = (arguments.int(0), arguments.int(2));
    let begun = |descriptor, socket, call| {
        Some(Begun { call, descriptor: Some(descriptor), socket: Some(socket) })
    };
    if let Some(socket) = tracee.descriptors.socket(from) {
        return begun(from, socket, transfer::splice_from(arguments));
    }
    let socket = tracee.descriptors.socket(to)?;
    begun(to, socket, transfer::splice_to(arguments))
}

/// Adds what a call gave that has succeeded and returned `value`.
pub fn end(
    call: &mut Call,
    system_call: SystemCall,
    arguments: Arguments,
    value: i64,
    tracee: Tracee,
) {
    let Arguments(raw) = arguments;
    match call {
        Call::Socket { made, .. }
        | Call::EpollCreate { made, .. }
        | Call::Duplicate { made, .. } => *made = tracee.opened(value),
        Call::SocketPair { made, .. } => {
            let number = |index: u64| tracee.memory.i32(raw[3].wrapping_add(4 * index));
            let opened = |index: u64| tracee.opened(i64::from(number(index)?));
            *made = opened(0).zip(opened(1)).map(|(first, second)| [first, second]);
        }
        Call::Accept { peer, made, .. } => {
            *peer = tracee.filled_address(raw[1], raw[2]);
            *made = tracee.opened(value);
        }
        Call::GetSockName { address } | Call::GetPeerName { address } => {
            *address = tracee.filled_address(raw[1], raw[2]);
        }
        Call::GetSockOpt { level, option, value } => {
            *value = option::got(level, option, arguments, tracee);
        }
        Call::Control { by, command, argument } => {
            control_gave(*by, command, argument, arguments, value, tracee);
        }
        Call::Send { .. } | Call::Receive { .. } => {
            transfer::end(call, system_call, arguments, value, tracee);
        }
        Call::Poll { watched, .. } => waiting::polled(system_call, watched, arguments, tracee),
        Call::EpollWait { watched, .. } => waiting::epolled(watched, arguments, value, tracee),
        Call::Bind { .. }
        | Call::Listen { .. }
        | Call::Connect { .. }
        | Call::SetSockOpt { .. }
        | Call::Shutdown { .. }
        | Call::Close
        | Call::EpollControl { .. } => {}
    }
}

/// What `fcntl` and `ioctl` ask for: flags, or a number of bytes.
fn control_gave(
    by: ControlCall,
    command: &str,
    argument: &mut Vec<String>,
    arguments: Arguments,
    value: i64,
    tracee: Tracee,
) {
    let flags = u32::try_from(value).unwrap_or(0);
    match (by, command) {
        (ControlCall::Fcntl, "F_GETFL") => *argument = names::file_flags(flags),
        (ControlCall::Fcntl, "F_GETFD") => *argument = names::descriptor_flags(flags),
        (ControlCall::Ioctl, "FIONREAD") => {
            *argument = tracee.memory.i32(arguments.0[2]).iter().map(i32::to_string).collect();
        }
        (ControlCall::Fcntl | ControlCall::Ioctl, _) => {}
    }
}

/// The file that `openat` opens, if look-ups of names read it.
pub fn look_up_file(arguments: Arguments, tracee: Tracee) -> Option<String> {
    let path = tracee.memory.string(arguments.0[1]);
    super::descriptors::is_look_up_file(&path).then_some(path)
}

/// The file that `read` reads, if look-ups of names read it.
pub fn read_look_up_file(arguments: Arguments, tracee: Tracee) -> Option<String> {
    match tracee.descriptors.referent(arguments.int(0)) {
        Referent::LookUpFile(path) => Some(path),
        Referent::Socket(_) | Referent::Epoll | Referent::Other => None,
    }
}
