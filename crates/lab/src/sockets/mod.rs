//! Which sockets a program really owns, from the operating system: what it
//! prints may be a mistake or a lie, the kernel's table is neither.

#[cfg(target_os = "linux")]
mod diag;
#[cfg(target_os = "linux")]
mod duplicate;
#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod platform;
#[cfg(not(target_os = "linux"))]
#[path = "other.rs"]
mod platform;

use crate::fault::Fault;
use std::fmt;
use std::net::SocketAddr;

/// The transport protocol of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// A stream socket.
    Tcp,
    /// A datagram socket.
    Udp,
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        })
    }
}

/// A socket that waits for strangers: a TCP listener, or a bound UDP socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Socket {
    /// TCP or UDP.
    pub protocol: Protocol,
    /// The local address. Its family is the socket's.
    pub address: SocketAddr,
}

impl fmt::Display for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.protocol {
            Protocol::Tcp => write!(f, "a TCP listener on {}", self.address),
            Protocol::Udp => write!(f, "a UDP socket on {}", self.address),
        }
    }
}

/// The TCP listeners and bound UDP sockets of a process and its descendants.
///
/// # Errors
/// If the operating system does not tell.
pub fn owned_by(pid: u32) -> Result<Vec<Socket>, Fault> {
    platform::owned_by(pid)
}

#[cfg(target_os = "linux")]
pub use duplicate::Duplicate;
#[cfg(target_os = "linux")]
pub use platform::{describe_descriptor, unread_bytes};

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, UdpSocket};

    #[test]
    fn our_own_sockets_are_found_with_protocol_and_address() {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        let owned = owned_by(std::process::id()).unwrap();
        assert!(
            owned.contains(&Socket { protocol: Protocol::Tcp, address: tcp.local_addr().unwrap() })
        );
        assert!(
            owned.contains(&Socket { protocol: Protocol::Udp, address: udp.local_addr().unwrap() })
        );
    }
}
