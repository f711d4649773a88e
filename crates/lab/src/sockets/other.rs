//! Sockets on macOS and Windows, through the `listeners` crate.

use super::{Protocol, Socket};
use crate::fault::Fault;
use listeners::SocketState;

/// See [`super::owned_by`]. Sockets of children are not seen here.
pub fn owned_by(pid: u32) -> Result<Vec<Socket>, Fault> {
    let all = listeners::get_all().map_err(|error| Fault::SocketTable(error.to_string()))?;
    Ok(all
        .into_iter()
        .filter(|listener| listener.process.pid == pid)
        .filter_map(|listener| {
            let protocol = match (listener.protocol, listener.state) {
                (listeners::Protocol::TCP, SocketState::Listen) => Protocol::Tcp,
                (listeners::Protocol::UDP, _) => Protocol::Udp,
                (listeners::Protocol::TCP, _) => return None,
            };
            Some(Socket { protocol, address: listener.socket })
        })
        .collect())
}
