//! Finds out what went where: which accept took which connection, which receive
//! got the bytes of which send. Works on calls alone, whoever noted them.
//!
//! A connect does not tell its own port unless the program asks, so it is
//! matched by the port it went to, in the order in which connections stood;
//! from then on the accept tells the port. Within a stream bytes are counted:
//! several sends can be got by one receive, and the other way round.

mod datagrams;
mod streams;

use std::net::SocketAddr;

use crate::ladder::{Act, Arrow, Call, Outcome, Transport};

/// All arrows between these calls, which are in the order of their beginnings.
/// Each call learns its peer.
pub(crate) fn arrows(calls: &mut [Call]) -> Vec<Arrow> {
    let mut arrows = streams::arrows(calls);
    arrows.extend(datagrams::arrows(calls));
    arrows
}

fn is_on(call: &Call, transport: Transport) -> bool {
    call.socket.is_some_and(|socket| socket.transport == transport)
}

/// The bytes that a call moved; none if it failed or did not return.
fn moved(call: &Call, act: Act) -> Option<u64> {
    let succeeded = matches!(call.outcome, Outcome::Done(_));
    (call.act == act && succeeded).then(|| call.data.as_ref().map_or(0, |data| data.length))
}

fn failed_with(call: &Call, errors: &[&str]) -> bool {
    matches!(&call.outcome, Outcome::Failed(error) if errors.contains(&error.as_str()))
}

/// Whether what goes to `to` may get to who is at `at`: the same port, and the
/// same host unless one of them is any (`0.0.0.0`, `::`). An IPv4 address is the
/// same in its IPv6 form (`::ffff:127.0.0.1`).
fn reaches(to: SocketAddr, at: SocketAddr) -> bool {
    let [to_host, at_host] = [to, at].map(|address| address.ip().to_canonical());
    to.port() == at.port()
        && (to_host == at_host || to_host.is_unspecified() || at_host.is_unspecified())
}
