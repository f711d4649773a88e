//! Arrows of connections: their beginning, their bytes in both directions, and
//! their end.

use std::collections::HashMap;

use super::{failed_with, is_on, moved, reaches};
use crate::ladder::{Act, Arrow, ArrowKind, Call, End, Outcome, Socket, Transport};

/// The calls of each end of a connection: of a socket of a lane.
type Parties = HashMap<(usize, u64), Vec<usize>>;

pub(super) fn arrows(calls: &mut [Call]) -> Vec<Arrow> {
    let mut parties = Parties::new();
    for (index, call) in calls.iter().enumerate() {
        if let Some(socket) = call.socket {
            parties.entry((call.lane, socket.id)).or_default().push(index);
        }
    }
    let mut accepts: Vec<usize> =
        (0..calls.len()).filter(|&at| calls[at].accepted.is_some()).collect();
    accepts.sort_by_key(|&at| calls[at].left);
    let mut arrows = Vec::new();
    for index in 0..calls.len() {
        if calls[index].act != Act::Connect || !is_on(&calls[index], Transport::Stream) {
            continue;
        }
        let (arrow, accept) = connection(calls, &mut accepts, index);
        arrows.extend(arrow);
        let Some(accept) = accept else { continue };
        let (client, server) = (calls[index].lane, calls[accept].lane);
        let own = |lane: usize, socket: Option<Socket>| {
            socket.and_then(|socket| parties.get(&(lane, socket.id))).map_or(&[][..], |own| own)
        };
        let clients = own(client, calls[index].socket);
        let servers = own(server, calls[accept].accepted);
        calls[accept].peer = Some(client);
        clients.iter().for_each(|&call| calls[call].peer = Some(server));
        servers.iter().for_each(|&call| calls[call].peer = Some(client));
        for (from, to, lane) in [(clients, servers, client), (servers, clients, server)] {
            arrows.extend(bytes(calls, from, to));
            arrows.extend(end(calls, from, to, lane));
        }
    }
    arrows
}

/// The arrow of a connect, and the accept that took the connection.
fn connection(
    calls: &[Call],
    accepts: &mut Vec<usize>,
    connect: usize,
) -> (Option<Arrow>, Option<usize>) {
    let call = &calls[connect];
    let Some(to) = call.socket.and_then(|socket| socket.remote) else { return (None, None) };
    let arrow = |kind, to| Some(Arrow { kind, from: End::Call(connect), to });
    if failed_with(call, &["ECONNREFUSED"]) {
        return (arrow(ArrowKind::Refused, End::Nowhere), None);
    }
    // Under way (a socket that does not block) may still come to something;
    // what has failed in another way or is still waiting, has not arrived.
    if !matches!(call.outcome, Outcome::Done(_)) && !failed_with(call, &["EINPROGRESS"]) {
        return (arrow(ArrowKind::Connection, End::Nowhere), None);
    }
    let own = call.socket.and_then(|socket| socket.local);
    let took = |index: &usize| {
        let accept = &calls[*index];
        let Some(socket) = accept.accepted else { return false };
        let is_later = accept.left.is_some_and(|left| left >= call.entered);
        let is_there = socket.local.is_none_or(|at| reaches(to, at));
        let is_ours = own.zip(socket.remote).is_none_or(|(own, remote)| reaches(own, remote));
        is_later && is_there && is_ours
    };
    if let Some(place) = accepts.iter().position(took) {
        let accept = accepts.remove(place);
        return (arrow(ArrowKind::Connection, End::Call(accept)), Some(accept));
    }
    // It stands in the backlog of who listens there: the system has answered.
    let listens = |other: &&Call| {
        other.act == Act::Listen
            && other.socket.and_then(|socket| socket.local).is_some_and(|at| reaches(to, at))
    };
    let listener = calls.iter().find(listens).map(|listen| End::Lane(listen.lane));
    (listener.and_then(|lane| arrow(ArrowKind::Connection, lane)), None)
}

/// Those of these calls that moved bytes, each with how many.
fn movers(calls: &[Call], own: &[usize], act: Act) -> Vec<(usize, u64)> {
    let moves = |&at: &usize| Some((at, moved(&calls[at], act).filter(|&count| count > 0)?));
    own.iter().filter_map(moves).collect()
}

/// An arrow for each pair of a send and a receive that share bytes, and one
/// into nothing for the bytes that nobody received.
fn bytes(calls: &[Call], from: &[usize], to: &[usize]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let mut receives = movers(calls, to, Act::Receive).into_iter();
    let mut receive = receives.next();
    for (send, mut left) in movers(calls, from, Act::Send) {
        while left > 0 {
            let (end, count) = match &mut receive {
                Some((index, room)) => {
                    let count = left.min(*room);
                    *room -= count;
                    (End::Call(*index), count)
                }
                None => (End::Nowhere, left),
            };
            arrows.push(Arrow { kind: ArrowKind::Bytes(count), from: End::Call(send), to: end });
            left -= count;
            if receive.is_some_and(|(_, room)| room == 0) {
                receive = receives.next();
            }
        }
    }
    arrows
}

/// How `from`, calls of this lane, ended the connection, as `to` noticed it.
fn end(calls: &[Call], from: &[usize], to: &[usize], lane: usize) -> Option<Arrow> {
    let find = |own: &[usize], is_it: &dyn Fn(&Call) -> bool| {
        own.iter().copied().find(|&at| is_it(&calls[at]))
    };
    let finished = find(to, &|call| moved(call, Act::Receive) == Some(0));
    let reset = find(to, &|call| failed_with(call, &["ECONNRESET", "EPIPE"]));
    let (kind, noticed) = match (finished, reset) {
        (Some(finished), _) => (ArrowKind::Finish, finished),
        (None, Some(reset)) => (ArrowKind::Reset, reset),
        (None, None) => return None,
    };
    let before = |call: &Call| calls[noticed].left.is_none_or(|left| call.entered <= left);
    let shut = find(from, &|call| kind == ArrowKind::Finish && call.act == Act::ShutDown);
    // Of a socket that is known by several names, the last close counts.
    let closes = |&&at: &&usize| calls[at].act == Act::Close && before(&calls[at]);
    let closed = from.iter().rfind(closes).copied();
    let is_end = |call: &Call| call.lane == lane && call.act == Act::End && before(call);
    let ended = || calls.iter().position(is_end);
    let from = shut.or(closed).or_else(ended).map_or(End::Lane(lane), End::Call);
    Some(Arrow { kind, from, to: End::Call(noticed) })
}
