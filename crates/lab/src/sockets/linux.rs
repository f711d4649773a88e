//! Sockets on Linux: the inodes behind a process' descriptors, looked up in the
//! kernel's table of sockets. A program in a network of its own has another table:
//! there we ask its descriptors themselves. Where neither can be asked there is
//! still proc(5), which shows both tables and takes milliseconds for it.

use super::duplicate::{Duplicate, Role};
use super::{Protocol, Socket, diag};
use crate::family;
use crate::fault::Fault;
use procfs::ProcError;
use procfs::net::{TcpNetEntry, TcpState, UdpNetEntry};
use procfs::process::{FDTarget, Process};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt as _;

/// See [`super::owned_by`].
pub fn owned_by(pid: u32) -> Result<Vec<Socket>, Fault> {
    let family = family::of(pid);
    let inodes: HashSet<u64> =
        family.iter().flat_map(socket_inodes).map(|(_, inode)| inode).collect();
    let Some(process) = family.first() else {
        return Ok(Vec::new());
    };
    // What wraps the program may stay in our network.
    let stranger = family.iter().find(|process| !is_in_our_network(process));
    if stranger.is_some()
        && let Some(waiting) = waiting_by_duplicates(&family)
    {
        return Ok(waiting);
    }
    let all = match (diag::waiting(), stranger) {
        (Ok(all), None) => Ok(all),
        (Ok(_) | Err(_), Some(stranger)) => waiting_in_network_of(stranger),
        // A kernel without sock_diag.
        (Err(_), None) => waiting_in_network_of(process),
    };
    match all {
        Ok(all) => Ok(all
            .into_iter()
            .filter(|(socket, inode)| inodes.contains(inode) && socket.address.port() != 0)
            .map(|(socket, _)| socket)
            .collect()),
        // It ended while we looked: it owns nothing any more.
        Err(ProcError::NotFound(_)) => Ok(Vec::new()),
        Err(error) => Err(Fault::SocketTable(error.to_string())),
    }
}

/// The bytes that have arrived at the program's end of a connection and that
/// it has not read yet. `None` if there is no such connection (any more), or
/// the kernel does not tell.
pub fn unread_bytes(local: SocketAddr, peer: SocketAddr) -> Option<u32> {
    diag::unread_bytes(local, peer).ok()?
}

fn is_in_our_network(process: &Process) -> bool {
    // A namespace is known by the number of its file (namespaces(7)).
    let network = |file: &str| fs::metadata(file).map(|about| about.ino());
    match (network(&format!("/proc/{}/ns/net", process.pid)), network("/proc/self/ns/net")) {
        (Ok(theirs), Ok(ours)) => theirs == ours,
        // It has ended, or may not be asked: then it is not in one of ours.
        (Err(_), _) | (_, Err(_)) => true,
    }
}

/// All TCP listeners and UDP sockets of the network that a process is in.
fn waiting_in_network_of(process: &Process) -> procfs::ProcResult<Vec<(Socket, u64)>> {
    let listeners =
        tcp_table(process)?.into_iter().filter(|entry| entry.state == TcpState::Listen).map(
            |entry| (Socket { protocol: Protocol::Tcp, address: entry.local_address }, entry.inode),
        );
    let bound = udp_table(process)?.into_iter().map(|entry| {
        (Socket { protocol: Protocol::Udp, address: entry.local_address }, entry.inode)
    });
    Ok(listeners.chain(bound).collect())
}

/// The TCP listeners and bound UDP sockets of these processes. `None` if not all
/// descriptors that are sockets can be asked.
fn waiting_by_duplicates(family: &[Process]) -> Option<Vec<Socket>> {
    // By inode: parents and children may share them.
    let sockets: BTreeMap<u64, (i32, i32)> = family
        .iter()
        .flat_map(|process| {
            socket_inodes(process).into_iter().map(|(fd, inode)| (inode, (process.pid, fd)))
        })
        .collect();
    let roles: Option<Vec<Option<Role>>> =
        sockets.into_values().map(|(pid, fd)| Some(Duplicate::of(pid, fd)?.role())).collect();
    let waiting = roles?.into_iter().flatten().filter_map(|role| match role {
        Role::Waiting(socket) => Some(socket),
        Role::Connected(_) | Role::Idle => None,
    });
    Some(waiting.filter(|socket| socket.address.port() != 0).collect())
}

/// What a descriptor of a process is, in words: "a TCP listener on …".
pub fn describe_descriptor(process: &Process, descriptor: i32) -> Option<String> {
    let role = Duplicate::of(process.pid, descriptor).and_then(|duplicate| duplicate.role());
    match role {
        Some(Role::Waiting(Socket { protocol: Protocol::Tcp, address })) => {
            Some(format!("its TCP listener on {address}"))
        }
        Some(Role::Waiting(Socket { protocol: Protocol::Udp, address })) => {
            Some(format!("its UDP socket on {address}"))
        }
        Some(Role::Connected(peer)) => Some(format!("its connection with {peer}")),
        Some(Role::Idle) | None => look_descriptor_up(process, descriptor),
    }
}

/// The same out of the tables.
fn look_descriptor_up(process: &Process, descriptor: i32) -> Option<String> {
    let inode = socket_inodes(process).into_iter().find(|&(fd, _)| fd == descriptor)?.1;
    let tcp = tcp_table(process).ok()?.into_iter().find(|entry| entry.inode == inode);
    if let Some(entry) = tcp {
        return Some(match entry.state {
            TcpState::Listen => format!("its TCP listener on {}", entry.local_address),
            _ => format!("its connection with {}", entry.remote_address),
        });
    }
    let udp = udp_table(process).ok()?.into_iter().find(|entry| entry.inode == inode)?;
    Some(format!("its UDP socket on {}", udp.local_address))
}

fn tcp_table(process: &Process) -> procfs::ProcResult<Vec<TcpNetEntry>> {
    let mut table = process.tcp()?;
    // Without IPv6 in the kernel there is no second table.
    table.extend(process.tcp6().unwrap_or_default());
    Ok(table)
}

fn udp_table(process: &Process) -> procfs::ProcResult<Vec<UdpNetEntry>> {
    let mut table = process.udp()?;
    table.extend(process.udp6().unwrap_or_default());
    Ok(table)
}

fn socket_inodes(process: &Process) -> Vec<(i32, u64)> {
    let Ok(descriptors) = process.fd() else {
        return Vec::new();
    };
    descriptors
        .filter_map(Result::ok)
        .filter_map(|descriptor| match descriptor.target {
            FDTarget::Socket(inode) => Some((descriptor.fd, inode)),
            _ => None,
        })
        .collect()
}
