//! Sockets of our own network, asked of the kernel directly (sock_diag(7)):
//! only listeners, or only one connection. Reading all of /proc/net/tcp instead
//! takes milliseconds, for it walks the whole hash table.

use super::{Protocol, Socket};
use netlink_packet_core::{
    NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload,
};
use netlink_packet_sock_diag::SockDiagMessage;
use netlink_packet_sock_diag::constants::{AF_INET, AF_INET6, IPPROTO_TCP, IPPROTO_UDP};
use netlink_packet_sock_diag::inet::{
    ExtensionFlags, InetRequest, InetResponse, SocketId, StateFlags,
};
use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use std::io;
use std::net::SocketAddr;

/// All TCP listeners and UDP sockets with their inodes.
pub fn waiting() -> io::Result<Vec<(Socket, u64)>> {
    let mut found = Vec::new();
    for (family, any) in [(AF_INET, SocketId::new_v4()), (AF_INET6, SocketId::new_v6())] {
        let kinds = [
            (Protocol::Tcp, IPPROTO_TCP, StateFlags::LISTEN),
            (Protocol::Udp, IPPROTO_UDP, StateFlags::all()),
        ];
        for (protocol, number, states) in kinds {
            let request = InetRequest {
                family,
                protocol: number,
                extensions: ExtensionFlags::empty(),
                states,
                socket_id: any.clone(),
            };
            let answers = ask(request, NLM_F_REQUEST | NLM_F_DUMP)?;
            found.extend(answers.into_iter().map(|answer| {
                let id = answer.header.socket_id;
                let address = SocketAddr::new(id.source_address, id.source_port);
                (Socket { protocol, address }, u64::from(answer.header.inode))
            }));
        }
    }
    Ok(found)
}

/// The bytes that wait to be read at the end `local` of a connection, if that
/// end still belongs to a program.
pub fn unread_bytes(local: SocketAddr, peer: SocketAddr) -> io::Result<Option<u32>> {
    let request = InetRequest {
        family: if local.is_ipv4() { AF_INET } else { AF_INET6 },
        protocol: IPPROTO_TCP,
        extensions: ExtensionFlags::empty(),
        states: StateFlags::all(),
        socket_id: SocketId {
            source_port: local.port(),
            destination_port: peer.port(),
            source_address: local.ip(),
            destination_address: peer.ip(),
            interface_id: 0,
            cookie: [0xFF; 8],
        },
    };
    let answers = ask(request, NLM_F_REQUEST)?;
    let answer = answers.first().filter(|answer| answer.header.inode != 0);
    Ok(answer.map(|answer| answer.header.recv_queue))
}

fn ask(request: InetRequest, flags: u16) -> io::Result<Vec<InetResponse>> {
    let socket = netlink_sys::Socket::new(NETLINK_SOCK_DIAG)?;
    socket.connect(&netlink_sys::SocketAddr::new(0, 0))?;
    let mut header = NetlinkHeader::default();
    header.flags = flags;
    let mut message = NetlinkMessage::new(header, SockDiagMessage::InetRequest(request).into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    socket.send(&bytes, 0)?;

    let mut answers = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = socket.recv(&mut &mut buffer[..], 0)?;
        let mut rest = &buffer[..length];
        while !rest.is_empty() {
            let message = NetlinkMessage::<SockDiagMessage>::deserialize(rest)
                .map_err(|error| io::Error::other(error.to_string()))?;
            // Messages are padded to four bytes (netlink(7)).
            let used = (message.header.length as usize).next_multiple_of(4);
            rest = rest.get(used..).unwrap_or_default();
            match message.payload {
                NetlinkPayload::InnerMessage(SockDiagMessage::InetResponse(answer)) => {
                    answers.push(*answer);
                    if flags & NLM_F_DUMP == 0 {
                        return Ok(answers);
                    }
                }
                NetlinkPayload::Error(error) if flags & NLM_F_DUMP == 0 => {
                    // There is no such socket.
                    let error = error.to_io();
                    let is_gone = error.kind() == io::ErrorKind::NotFound;
                    return if is_gone { Ok(answers) } else { Err(error) };
                }
                NetlinkPayload::Error(error) => return Err(error.to_io()),
                _ => return Ok(answers),
            }
        }
    }
}
