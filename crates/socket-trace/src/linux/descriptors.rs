//! What a descriptor of a tracee refers to. It is asked of the kernel at each call
//! (proc_pid_fd(5)) rather than kept in a table: so dup, fork, exec, close-on-exec,
//! descriptors that were inherited or sent through a socket are right by themselves.

use crate::event::SocketId;
use std::fs;
use std::path::Path;

/// Files that the C library reads to look up a name: hosts(5), resolv.conf(5),
/// nsswitch.conf(5), gai.conf(5), host.conf(5).
const LOOK_UP_FILES: &[&str] =
    &["/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/host.conf"];

/// What a descriptor refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Referent {
    Socket(SocketId),
    /// An epoll instance, epoll(7).
    Epoll,
    /// A file that look-ups of names read.
    LookUpFile(String),
    /// Anything else, or nothing.
    Other,
}

/// A descriptor that an epoll instance watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    pub descriptor: i32,
    pub events: u32,
    /// What the program wants to be told when it is ready.
    pub data: u64,
}

/// The descriptors of the process that this thread belongs to.
#[derive(Clone, Copy)]
pub struct Descriptors {
    pub thread: libc::pid_t,
}

impl Descriptors {
    /// What `descriptor` refers to.
    pub fn referent(self, descriptor: i32) -> Referent {
        let link = fs::read_link(format!("/proc/{}/fd/{descriptor}", self.thread));
        let Ok(target) = link.map(|link| link.to_string_lossy().into_owned()) else {
            return Referent::Other;
        };
        let inode = target.strip_prefix("socket:[").and_then(|rest| rest.strip_suffix(']'));
        if let Some(inode) = inode.and_then(|inode| inode.parse().ok()) {
            Referent::Socket(SocketId(inode))
        } else if target == "anon_inode:[eventpoll]" {
            Referent::Epoll
        } else if is_look_up_file(&target) {
            Referent::LookUpFile(target)
        } else {
            Referent::Other
        }
    }

    /// The socket behind `descriptor`, if it is one.
    pub fn socket(self, descriptor: i32) -> Option<SocketId> {
        match self.referent(descriptor) {
            Referent::Socket(socket) => Some(socket),
            Referent::Epoll | Referent::LookUpFile(_) | Referent::Other => None,
        }
    }

    /// What the epoll instance `descriptor` watches, by proc_pid_fdinfo(5).
    pub fn registered(self, descriptor: i32) -> Vec<Registered> {
        let path = format!("/proc/{}/fdinfo/{descriptor}", self.thread);
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines().filter_map(registered).collect()
    }
}

/// Reads a line such as `tfd:  5 events:  19 data:  5  pos:0 ino:3e8 sdev:8`.
fn registered(line: &str) -> Option<Registered> {
    let mut words = line.split_whitespace();
    let mut field = |name: &str| words.find(|&word| word == name).and_then(|_| words.next());
    Some(Registered {
        descriptor: field("tfd:")?.parse().ok()?,
        events: u32::from_str_radix(field("events:")?, 16).ok()?,
        data: u64::from_str_radix(field("data:")?, 16).ok()?,
    })
}

/// Whether look-ups of names read this file.
pub fn is_look_up_file(path: impl AsRef<Path>) -> bool {
    LOOK_UP_FILES.iter().any(|file| Path::new(file) == path.as_ref())
}

#[cfg(test)]
mod tests {
    use super::{Descriptors, Referent, Registered, registered};
    use std::net::UdpSocket;
    use std::os::fd::AsRawFd;

    #[test]
    fn what_epoll_watches_is_read_as_the_kernel_writes_it() {
        let line = "tfd:       11 events: 80002019 data:        1f  pos:0 ino:3e8 sdev:8";
        let expected = Registered { descriptor: 11, events: 0x8000_2019, data: 0x1f };
        assert_eq!(registered(line), Some(expected));
        assert_eq!(registered("flags:\t02"), None);
    }

    #[test]
    fn a_socket_keeps_its_id_when_it_is_duplicated() {
        let own = Descriptors { thread: std::process::id().cast_signed() };
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let twin = socket.try_clone().unwrap();
        let referent = own.referent(socket.as_raw_fd());
        assert!(matches!(referent, Referent::Socket(_)), "{referent:?}");
        assert_eq!(own.referent(twin.as_raw_fd()), referent);
        assert_eq!(own.referent(-1), Referent::Other);
    }
}
