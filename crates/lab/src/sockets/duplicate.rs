//! Linux: what is behind a descriptor of another process, asked of a duplicate of it
//! (pidfd_getfd(2)). Whoever started a program may take one; where the system forbids
//! that all the same (container engines may), nothing is known.

use super::{Protocol, Socket};
use rustix::net::sockopt::{Timeout, socket_acceptconn, socket_timeout, socket_type};
use rustix::net::{SocketType, getpeername, getsockname};
use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::time::Duration;

/// A duplicate of a process's descriptor.
pub struct Duplicate(OwnedFd);

/// What a socket of IPv4 or IPv6 is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It waits for others: a TCP listener, or any UDP socket.
    Waiting(Socket),
    /// A TCP socket that is connected with this peer.
    Connected(SocketAddr),
    /// A TCP socket that does neither.
    Idle,
}

impl Duplicate {
    /// That of a descriptor of the process `pid`.
    #[must_use]
    pub fn of(pid: i32, descriptor: i32) -> Option<Self> {
        let process = pidfd_open(Pid::from_raw(pid)?, PidfdFlags::empty()).ok()?;
        pidfd_getfd(&process, descriptor, PidfdGetfdFlags::empty()).ok().map(Self)
    }

    /// Its receive timeout (`SO_RCVTIMEO`, socket(7)); the inner `None` for one without.
    #[must_use]
    pub fn receive_timeout(&self) -> Option<Option<Duration>> {
        socket_timeout(&self.0, Timeout::Recv).ok()
    }

    /// What it is there for. `None` if it is no socket of IPv4 or IPv6.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        let address = SocketAddr::try_from(getsockname(&self.0).ok()?).ok()?;
        let waiting = |protocol| Role::Waiting(Socket { protocol, address });
        match socket_type(&self.0).ok()? {
            SocketType::DGRAM => Some(waiting(Protocol::Udp)),
            SocketType::STREAM if socket_acceptconn(&self.0).ok()? => Some(waiting(Protocol::Tcp)),
            SocketType::STREAM => {
                let peer = getpeername(&self.0).ok().flatten();
                let peer = peer.and_then(|peer| SocketAddr::try_from(peer).ok());
                Some(peer.map_or(Role::Idle, Role::Connected))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::os::fd::AsRawFd;

    fn role(socket: &impl AsRawFd) -> Option<Role> {
        let own = i32::try_from(std::process::id()).unwrap();
        Duplicate::of(own, socket.as_raw_fd()).and_then(|duplicate| duplicate.role())
    }

    #[test]
    fn a_duplicate_tells_what_a_socket_is_there_for() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        assert_eq!(
            role(&listener),
            Some(Role::Waiting(Socket { protocol: Protocol::Tcp, address }))
        );
        let stream = TcpStream::connect(address).unwrap();
        assert_eq!(role(&stream), Some(Role::Connected(address)));
        let socket = UdpSocket::bind("[::1]:0").unwrap();
        let address = socket.local_addr().unwrap();
        assert_eq!(role(&socket), Some(Role::Waiting(Socket { protocol: Protocol::Udp, address })));
        let idle = rustix::net::socket(rustix::net::AddressFamily::INET, SocketType::STREAM, None);
        assert_eq!(role(&idle.unwrap()), Some(Role::Idle));
        assert_eq!(role(&tempfile::tempfile().unwrap()), None);
    }
}
