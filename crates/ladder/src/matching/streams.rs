//! Arrows of connections: their beginning, their bytes in both directions, and
//! their end.

use super::{failed_with, is_on, moved, reaches};
use crate::ladder::{Act, Arrow, ArrowKind, Call, End, Outcome, Transport};

/// An end of a connection: a socket of a program.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Party {
    lane: usize,
    socket: u64,
}

pub(super) fn arrows(calls: &mut [Call]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let mut taken = vec![false; calls.len()];
    for index in 0..calls.len() {
        if calls[index].act != Act::Connect || !is_on(&calls[index], Transport::Stream) {
            continue;
        }
        let (arrow, accepted_by) = connection(calls, &taken, index);
        arrows.extend(arrow);
        let Some(accept) = accepted_by else { continue };
        taken[accept] = true;
        if let Some((client, server)) = parties(calls, index, accept) {
            calls[accept].peer = Some(client.lane);
            introduce(calls, client, server.lane);
            introduce(calls, server, client.lane);
            for (from, to) in [(client, server), (server, client)] {
                arrows.extend(bytes(calls, from, to));
                arrows.extend(end(calls, from, to));
            }
        }
    }
    arrows
}

/// The arrow of a connect, and the accept that took the connection.
fn connection(calls: &[Call], taken: &[bool], connect: usize) -> (Option<Arrow>, Option<usize>) {
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
    let took = |index: usize| {
        let accept = &calls[index];
        let Some(socket) = accept.accepted else { return false };
        let is_later = accept.left.is_some_and(|left| left >= call.entered);
        let is_there = socket.local.is_none_or(|at| reaches(to, at));
        let is_ours = own.zip(socket.remote).is_none_or(|(own, remote)| reaches(own, remote));
        !taken[index] && is_later && is_there && is_ours
    };
    let accept = (0..calls.len()).filter(|&index| took(index)).min_by_key(|&at| calls[at].left);
    if let Some(accept) = accept {
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

fn parties(calls: &[Call], connect: usize, accept: usize) -> Option<(Party, Party)> {
    let client = Party { lane: calls[connect].lane, socket: calls[connect].socket?.id };
    let server = Party { lane: calls[accept].lane, socket: calls[accept].accepted?.id };
    Some((client, server))
}

fn introduce(calls: &mut [Call], party: Party, peer: usize) {
    for call in calls.iter_mut().filter(|call| is_of(call, party)) {
        call.peer = Some(peer);
    }
}

fn is_of(call: &Call, party: Party) -> bool {
    call.lane == party.lane && call.socket.is_some_and(|socket| socket.id == party.socket)
}

/// The calls of a party that moved bytes, each with how many.
fn movers(calls: &[Call], party: Party, act: Act) -> Vec<(usize, u64)> {
    let own = calls.iter().enumerate().filter(|(_, call)| is_of(call, party));
    own.filter_map(|(index, call)| Some((index, moved(call, act).filter(|&count| count > 0)?)))
        .collect()
}

/// An arrow for each pair of a send and a receive that share bytes, and one
/// into nothing for the bytes that nobody received.
fn bytes(calls: &[Call], from: Party, to: Party) -> Vec<Arrow> {
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

/// How `from` ended the connection, as `to` noticed it.
fn end(calls: &[Call], from: Party, to: Party) -> Option<Arrow> {
    let own = |party: Party| {
        let of_it = move |(_, call): &(usize, &Call)| is_of(call, party);
        calls.iter().enumerate().filter(of_it)
    };
    let finished = own(to).find(|(_, call)| moved(call, Act::Receive) == Some(0));
    let reset = own(to).find(|(_, call)| failed_with(call, &["ECONNRESET", "EPIPE"]));
    let (kind, (noticed, notice)) = match (finished, reset) {
        (Some(finished), _) => (ArrowKind::Finish, finished),
        (None, Some(reset)) => (ArrowKind::Reset, reset),
        (None, None) => return None,
    };
    let before = |call: &Call| notice.left.is_none_or(|left| call.entered <= left);
    let shut = own(from).find(|(_, call)| kind == ArrowKind::Finish && call.act == Act::ShutDown);
    // Of a socket that is known by several names, the last close counts.
    let closed = own(from).filter(|(_, call)| call.act == Act::Close && before(call)).last();
    let ended = || {
        let of_it = |(_, call): &(usize, &Call)| call.lane == from.lane && call.act == Act::End;
        calls.iter().enumerate().find(|found| of_it(found) && before(found.1))
    };
    let from = shut.or(closed).or_else(ended).map_or(End::Lane(from.lane), |(at, _)| End::Call(at));
    Some(Arrow { kind, from, to: End::Call(noticed) })
}
