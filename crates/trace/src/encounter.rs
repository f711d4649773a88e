//! A server and a client talk to each other, both traced.
//!
//! The server is started first, and its client when it says that it listens. The
//! end of the client is the end of the talk. Whoever still runs is ended when the
//! picture is made (`Process` does so when it is dropped).

use crate::cast::Cast;
use crate::from_trace::{Traced, from_trace};
use crate::tracer::Tracer;
use crate::{Picture, patience};
use lab::Lab;
use lab::fault::Fault;
use lab::process::{Process, Stream};
use lab::{patience as lab_patience, ports};
use ladder::Ladder;
use socket_trace::MOST_EVENTS;
use socket_trace::event::{Event, Happening};
use std::net::SocketAddr;

/// Has them talk, and draws it.
pub fn play(cast: &Cast, tracer: &Tracer, lab: &Lab<'_>) -> Result<Picture, Fault> {
    let port = ports::choose(cast.protocol(), &[cast.host()])?;
    let at = SocketAddr::new(cast.host(), port);
    let mut server = tracer.start(lab, &cast.server.command(at), "server")?;
    wait_until_it_listens(&server.process);
    let mut client = tracer.start(lab, &cast.client.command(at), "client")?;
    let mut notes = Vec::new();
    if client.process.wait_end(patience::TALK).is_some() {
        server.process.wait_end(patience::LAST_CALLS);
    } else {
        notes.push(format!(
            "{} had not ended after {} seconds, so it was ended.",
            capital(&cast.client.name()),
            patience::TALK.as_secs()
        ));
    }
    // Before they are ended: what one does at the other's end is our doing.
    let events = [server.events()?, client.events()?];
    for (actor, events) in [&cast.server, &cast.client].into_iter().zip(&events) {
        if events.iter().any(|event| event.happening == Happening::LimitReached) {
            notes.push(format!(
                "{} did more. Only its first {MOST_EVENTS} events are shown.",
                capital(&actor.name())
            ));
        }
    }
    Ok(Picture { ladder: drawn(cast, &events), notes })
}

/// Waits until a server says that it listens. If it does not, the talk begins
/// nevertheless: the picture shows what came of it.
pub fn wait_until_it_listens(server: &Process) {
    let says_so = |line: &str| line.contains("Listening on").then_some(());
    let _ = server.wait_line(Stream::Stdout, 0, lab_patience::STEP, says_so);
}

fn drawn(cast: &Cast, events: &[Vec<Event>; 2]) -> Ladder {
    let lanes = [cast.server.lane(), cast.client.lane()];
    let traced = |index: usize| Traced {
        name: &lanes[index].name,
        whose: lanes[index].whose,
        events: &events[index],
    };
    from_trace(cast.heading(), &[traced(0), traced(1)])
}

fn capital(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
