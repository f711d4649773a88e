//! Arrows of datagrams: one to one; what nobody received ends in nothing.

use std::collections::HashMap;
use std::net::SocketAddr;

use super::{failed_with, is_on, moved, reaches};
use crate::ladder::{Act, Arrow, ArrowKind, Call, End, Outcome, Transport};

/// The addresses of sockets, as far as they are known or come out.
type Addresses = HashMap<(usize, u64), SocketAddr>;

pub(super) fn arrows(calls: &mut [Call]) -> Vec<Arrow> {
    let mut known: Addresses = calls
        .iter()
        .filter_map(|call| {
            let socket = call.socket?;
            Some(((call.lane, socket.id), socket.local?))
        })
        .collect();
    let mut arrows = Vec::new();
    let mut taken = vec![false; calls.len()];
    for send in 0..calls.len() {
        let Some(length) = moved(&calls[send], Act::Send) else { continue };
        if !is_on(&calls[send], Transport::Datagram) {
            continue;
        }
        let receive = (0..calls.len())
            .filter(|&at| !taken[at] && got(&calls[send], &calls[at], &known))
            .filter(|&at| !was_gone(calls, send, at))
            .min_by_key(|&at| calls[at].left);
        let kind = ArrowKind::Datagram(length);
        let (kind, to) = match receive {
            Some(receive) => {
                taken[receive] = true;
                introduce(calls, &mut known, send, receive);
                (kind, End::Call(receive))
            }
            None if is_refused(calls, send) => (ArrowKind::Refused, End::Nowhere),
            None => (kind, End::Nowhere),
        };
        arrows.push(Arrow { kind, from: End::Call(send), to });
    }
    arrows
}

/// Whether `receive` may have got what `send` sent.
fn got(send: &Call, receive: &Call, known: &Addresses) -> bool {
    let (Some(from), Some(at)) = (send.socket, receive.socket) else { return false };
    let (Some(sent), Some(received)) = (&send.data, &receive.data) else { return false };
    let address = |lane: usize, socket: u64| known.get(&(lane, socket)).copied();
    moved(receive, Act::Receive).is_some()
        && is_on(receive, Transport::Datagram)
        && (send.lane, from.id) != (receive.lane, at.id)
        && receive.left.is_some_and(|left| left >= send.entered)
        // A short buffer cuts a datagram.
        && received.length <= sent.length
        && (sent.start.starts_with(&received.start) || received.start.starts_with(&sent.start))
        && from.remote.zip(address(receive.lane, at.id)).is_none_or(|(to, at)| reaches(to, at))
        && at.remote.zip(address(send.lane, from.id)).is_none_or(|(from, own)| reaches(from, own))
}

/// Whether the receiver found nothing on its socket in between: what `receive`
/// got, then, is not what `send` sent. On the loopback a datagram is there at once.
fn was_gone(calls: &[Call], send: usize, receive: usize) -> bool {
    let id = |call: &Call| call.socket.map(|socket| socket.id);
    calls.iter().any(|call| {
        (call.lane, id(call)) == (calls[receive].lane, id(&calls[receive]))
            && (call.outcome == Outcome::TimedOut || failed_with(call, &["EAGAIN"]))
            && call.left > calls[send].left
            && call.left < calls[receive].left
    })
}

/// Each learns of the other one: its lane, and the sender's address.
fn introduce(calls: &mut [Call], known: &mut Addresses, send: usize, receive: usize) {
    let (from, to) = (calls[send].lane, calls[receive].lane);
    if let (Some(sender), Some(source)) =
        (calls[send].socket, calls[receive].socket.and_then(|socket| socket.remote))
    {
        known.entry((from, sender.id)).or_insert(source);
    }
    calls[receive].peer = Some(from);
    calls[send].peer = Some(to);
    let sender = calls[send].socket.map(|socket| socket.id);
    let is_asker = calls[send].socket.is_some_and(|socket| socket.local.is_none());
    // Who asked from a port of its own waits for who was asked.
    for call in calls.iter_mut().filter(|call| is_asker && call.lane == from) {
        if call.socket.map(|socket| socket.id) == sender {
            call.peer.get_or_insert(to);
        }
    }
}

/// Whether the system said later, on the same socket, that nobody is there.
fn is_refused(calls: &[Call], send: usize) -> bool {
    let same = |call: &&Call| {
        call.lane == calls[send].lane
            && call.socket.map(|socket| socket.id) == calls[send].socket.map(|socket| socket.id)
    };
    let next = calls[send + 1..]
        .iter()
        .filter(same)
        .find(|call| matches!(call.act, Act::Receive | Act::Send));
    next.is_some_and(|call| failed_with(call, &["ECONNREFUSED"]))
}
