//! TCP servers that greet: `greeting-server` and `ipv6-server`.

use super::listening::{self, Server};
use crate::bench::Bench;
use crate::stop::Outcome;
use crate::surprise::{Nudge, Situation, Surprise};
use crate::text::address_in;
use lab::patience;
use lab::peer::caller::Call;
use lab::peer::connection::{Connection, Received, StreamEnd};
use lab::process::Stream;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What the servers send, without a line end (24 bytes).
pub const GREETING: &[u8] = b"Thank you for connecting";

/// "At once", for a server that has nothing else to do. Where the machine is so
/// busy that it takes longer, the experiment is repeated.
pub const PROMPT: Duration = Duration::from_millis(400);

/// How long we wait for what a nudge may bring.
const ANSWER: Duration = Duration::from_millis(500);

impl Server {
    /// A client of ours connects.
    ///
    /// # Errors
    /// If it cannot.
    pub fn expect_connection(
        &mut self,
        bench: &Bench<'_>,
        situation: Situation,
    ) -> Outcome<Connection> {
        match bench.lab.call(self.at)? {
            Call::Connected(connection) => Ok(connection),
            Call::Reset => {
                let end = StreamEnd::Reset;
                let received = Received { bytes: Vec::new(), end, first_after: None };
                let surprise = Surprise::Greeting { situation, received, nudge: None };
                Err(self.program.surprised(surprise))
            }
            call @ (Call::Refused | Call::Unanswered) => {
                let refused = matches!(call, Call::Refused);
                let surprise = Surprise::Unreachable { at: self.at, refused, situation };
                Err(self.program.surprised(surprise))
            }
        }
    }

    /// The client reads exactly the greeting, and then the end of the stream.
    ///
    /// # Errors
    /// If anything else comes.
    pub fn expect_greeting(
        &mut self,
        connection: &mut Connection,
        situation: Situation,
    ) -> Outcome {
        let received = connection.read_to_end(patience::STEP)?;
        let is_prompt = received.first_after.is_none_or(|after| after <= PROMPT);
        if received.bytes == GREETING && received.end == StreamEnd::Closed && is_prompt {
            return Ok(());
        }
        let nudge = nudge(connection, &received)?;
        Err(self.program.surprised(Surprise::Greeting { situation, received, nudge }))
    }

    /// A client of ours connects, reads the greeting and the end.
    ///
    /// # Errors
    /// If anything else happens.
    pub fn expect_service(
        &mut self,
        bench: &Bench<'_>,
        situation: Situation,
    ) -> Outcome<SocketAddr> {
        let mut connection = self.expect_connection(bench, situation)?;
        self.expect_greeting(&mut connection, situation)?;
        Ok(connection.local)
    }

    /// The server prints `Got connection from` this client, at once.
    ///
    /// # Errors
    /// If it does not.
    pub fn expect_peer_line(&mut self, bench: &Bench<'_>, peer: SocketAddr) -> Outcome {
        let start = Instant::now();
        let found = self.program.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
            line.strip_prefix("Got connection from ")
                .and_then(address_in)
                .filter(|&address| address == peer)
        });
        let late = found.is_ok().then(|| start.elapsed());
        if late.is_some_and(|late| late <= PROMPT) {
            return Ok(());
        }
        let came_late = late.is_none() && self.comes_with_more(bench, peer)?;
        Err(self.program.surprised(Surprise::PeerNotReported { peer, came_late, late }))
    }

    /// The line did not come. Does it sit in a buffer? Then more clients push it out.
    fn comes_with_more(&self, bench: &Bench<'_>, peer: SocketAddr) -> Outcome<bool> {
        /// At some 30 bytes a client, more than the 8 KiB of a `BufWriter`.
        const MORE: usize = 400;
        for _ in 0..MORE {
            let Call::Connected(connection) = bench.lab.call(self.at)? else {
                break;
            };
            // Another client with the same port, by chance: its line would be taken for the first one's.
            if connection.local == peer {
                return Ok(false);
            }
            connection.reset()?;
        }
        let shown = [peer.to_string(), format!("('{}', {}", peer.ip(), peer.port())]
            .map(|peer| format!("Got connection from {peer}"));
        let found = self.program.process.wait_change(Stream::Stdout, ANSWER, |printed| {
            shown.iter().any(|shown| String::from_utf8_lossy(printed).contains(shown))
        });
        Ok(found)
    }
}

/// The server has not done all it must. What makes it go on?
fn nudge(connection: &mut Connection, received: &Received) -> Outcome<Option<Nudge>> {
    if received.end != StreamEnd::Open {
        return Ok(None);
    }
    if received.bytes.is_empty() {
        connection.send(b"Hello\n")?;
        return Ok((!connection.read_to_end(ANSWER)?.bytes.is_empty()).then_some(Nudge::WeSpoke));
    }
    connection.finish();
    Ok((connection.read_to_end(ANSWER)?.end != StreamEnd::Open).then_some(Nudge::WeClosed))
}

/// One client gets exactly the greeting and then the end of the stream. It is
/// silent, and waits for the server to close.
pub fn greets_a_client(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    server.expect_service(bench, Situation::First).map(drop)
}

/// The client's address is on standard output, while the server lives. We are
/// the only one who knows that port.
pub fn reports_each_client(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let connection = server.expect_connection(bench, Situation::First)?;
    // Whatever it sends is the matter of another check.
    server.expect_peer_line(bench, connection.local)
}

/// Clients one after the other.
pub fn serves_a_second_client(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    server.expect_service(bench, Situation::First)?;
    for _ in 0..bench.lab.dice.number(2..5) {
        let peer = server.expect_service(bench, Situation::Second)?;
        server.expect_peer_line(bench, peer)?;
    }
    Ok(())
}

/// Several clients connect before the first has been read from.
pub fn serves_a_crowd(bench: &mut Bench<'_>) -> Outcome {
    const CROWD: usize = 30;
    let mut server = bench.serve()?;
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        crowd.push(server.expect_connection(bench, Situation::Crowd)?);
    }
    for connection in &mut crowd {
        server.expect_greeting(connection, Situation::Crowd)?;
    }
    server.program.expect_quiet()
}

/// A hundred clients, one after the other; then nobody for a while; then one more.
pub fn runs_until_it_is_killed(bench: &mut Bench<'_>) -> Outcome {
    const MANY: usize = 100;
    let mut server = bench.serve()?;
    for _ in 0..MANY {
        server.expect_service(bench, Situation::AfterMany)?;
    }
    server.program.outwait();
    server.expect_service(bench, Situation::AfterQuiet).map(drop)
}

/// HOST is an IPv6 address: the same service, and the client's address in the form
/// of its family.
pub fn works_over_ipv6(bench: &mut Bench<'_>) -> Outcome {
    let mut server = listening::serve_over_ipv6(bench)?;
    let peer = server.expect_service(bench, Situation::First)?;
    server.expect_peer_line(bench, peer)
}

/// A client that neither reads nor closes does not keep the next one waiting.
pub fn is_not_held_up_by_a_silent_client(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    let silent = server.expect_connection(bench, Situation::First)?;
    server.expect_service(bench, Situation::BesideSilent)?;
    drop(silent);
    Ok(())
}

/// Clients that reset their connection, before they are served or after the
/// greeting.
pub fn survives_a_reset(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    // While the server stands still a reset arrives before it takes the client.
    // Only one: the queue of its listener may be as short as it likes.
    server.program.process.pause();
    server.expect_connection(bench, Situation::AfterReset)?.reset()?;
    server.program.process.resume();
    for _ in 0..3 {
        server.expect_connection(bench, Situation::AfterReset)?.reset()?;
    }
    server.expect_service(bench, Situation::AfterReset)?;
    let mut connection = server.expect_connection(bench, Situation::AfterReset)?;
    server.expect_greeting(&mut connection, Situation::AfterReset)?;
    connection.reset()?;
    server.expect_service(bench, Situation::AfterReset).map(drop)
}

/// Clients that close before they are served.
pub fn survives_a_client_that_leaves(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    for _ in 0..3 {
        drop(server.expect_connection(bench, Situation::AfterLeaving)?);
    }
    server.expect_service(bench, Situation::AfterLeaving).map(drop)
}

/// Killed and started again on the same port, while connections that the server
/// closed are still in TIME_WAIT.
pub fn restarts_at_once(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    server.expect_service(bench, Situation::First)?;
    let at = server.at;
    server.program.process.end();
    bench.lab.transcript.grader(lab::transcript::Kind::End, "killed it");
    let mut server = bench.serve_at(at.ip(), at.port(), Situation::Restarted)?;
    server.expect_service(bench, Situation::Restarted).map(drop)
}
