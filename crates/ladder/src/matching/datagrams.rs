//! Arrows of datagrams: one to one; what nobody received ends in nothing.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use super::{failed_with, is_on, moved, reaches};
use crate::ladder::{Act, Arrow, ArrowKind, Call, End, Outcome, Transport};

/// A socket of a lane.
type Key = (usize, u64);
/// The addresses of sockets, as far as they are known or come out.
type Addresses = HashMap<Key, SocketAddr>;

/// So many receives are looked at for a send. A socket's buffer holds fewer
/// datagrams (on Linux some hundreds; net.core.rmem_default, socket(7)).
const MOST_UNDER_WAY: usize = 1000;

pub(super) fn arrows(calls: &mut [Call]) -> Vec<Arrow> {
    let mut known: Addresses =
        calls.iter().filter_map(|call| Some((key(call)?, call.socket?.local?))).collect();
    let empty = found_empty(calls);
    let is_receive =
        |call: &Call| is_on(call, Transport::Datagram) && moved(call, Act::Receive).is_some();
    let mut receives: Vec<usize> = (0..calls.len()).filter(|&at| is_receive(&calls[at])).collect();
    receives.sort_by_key(|&at| calls[at].left);
    let mut receives = VecDeque::from(receives);
    let mut arrows = Vec::new();
    for send in 0..calls.len() {
        let Some(length) = moved(&calls[send], Act::Send) else { continue };
        if !is_on(&calls[send], Transport::Datagram) {
            continue;
        }
        // Sends come in the order of time: what was received before is of no other one.
        while receives.front().is_some_and(|&at| calls[at].left < Some(calls[send].entered)) {
            receives.pop_front();
        }
        let place = receives.iter().take(MOST_UNDER_WAY).position(|&receive| {
            got(&calls[send], &calls[receive], &known)
                && !was_gone(&calls[send], &calls[receive], &empty)
        });
        let kind = ArrowKind::Datagram(length);
        let (kind, to) = match place.and_then(|place| receives.remove(place)) {
            Some(receive) => {
                introduce(calls, &mut known, send, receive);
                (kind, End::Call(receive))
            }
            None if is_refused(calls, send) => (ArrowKind::Refused, End::Nowhere),
            None => (kind, End::Nowhere),
        };
        arrows.push(Arrow { kind, from: End::Call(send), to });
    }
    let asked: HashMap<Key, usize> = calls
        .iter()
        .rev()
        .filter(|call| call.act == Act::Send && call.socket.is_some_and(|it| it.local.is_none()))
        .filter_map(|call| Some((key(call)?, call.peer?)))
        .collect();
    // Who asked from a port that the system picked waits for who was asked.
    for call in calls.iter_mut().filter(|call| call.peer.is_none()) {
        call.peer = key(call).and_then(|key| asked.get(&key).copied());
    }
    arrows
}

fn key(call: &Call) -> Option<Key> {
    let socket = call.socket.filter(|socket| socket.transport == Transport::Datagram)?;
    Some((call.lane, socket.id))
}

/// When there was nothing on a socket, in the order of time.
fn found_empty(calls: &[Call]) -> HashMap<Key, Vec<Duration>> {
    let mut empty: HashMap<Key, Vec<Duration>> = HashMap::new();
    for call in calls {
        let is_empty = call.outcome == Outcome::TimedOut || failed_with(call, &["EAGAIN"]);
        if let (true, Some(key), Some(left)) = (is_empty, key(call), call.left) {
            empty.entry(key).or_default().push(left);
        }
    }
    empty.values_mut().for_each(|times| times.sort_unstable());
    empty
}

/// Whether `receive` may have got what `send` sent.
fn got(send: &Call, receive: &Call, known: &Addresses) -> bool {
    let (Some(from), Some(at)) = (send.socket, receive.socket) else { return false };
    let (Some(sent), Some(received)) = (&send.data, &receive.data) else { return false };
    let address = |lane: usize, socket: u64| known.get(&(lane, socket)).copied();
    (send.lane, from.id) != (receive.lane, at.id)
        // A short buffer cuts a datagram.
        && received.length <= sent.length
        && (sent.start.starts_with(&received.start) || received.start.starts_with(&sent.start))
        && from.remote.zip(address(receive.lane, at.id)).is_none_or(|(to, at)| reaches(to, at))
        && at.remote.zip(address(send.lane, from.id)).is_none_or(|(from, own)| reaches(from, own))
}

/// Whether the receiver found nothing on its socket in between: what `receive`
/// got, then, is not what `send` sent. On the loopback a datagram is there at once.
fn was_gone(send: &Call, receive: &Call, empty: &HashMap<Key, Vec<Duration>>) -> bool {
    let Some(times) = key(receive).and_then(|key| empty.get(&key)) else { return false };
    let next = times.partition_point(|at| Some(*at) <= send.left);
    times.get(next).is_some_and(|at| Some(*at) < receive.left)
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
}

/// Whether the system said later, on the same socket, that nobody is there.
fn is_refused(calls: &[Call], send: usize) -> bool {
    let same = |call: &&Call| key(call) == key(&calls[send]);
    let moves = |call: &&Call| matches!(call.act, Act::Receive | Act::Send);
    let next = calls[send + 1..].iter().filter(moves).find(same);
    next.is_some_and(|call| failed_with(call, &["ECONNREFUSED"]))
}
