//! The program talks to the grader, and the picture is made of the grader's own
//! transcript: for where programs cannot be traced. Of the program only what
//! comes out of it is seen.

use crate::cast::{Cast, Half};
use crate::encounter::wait_until_it_listens;
use crate::{Picture, patience};
use course::step::Step;
use lab::fault::Fault;
use lab::peer::caller::Call;
use lab::peer::harbour::Arrival;
use lab::peer::mailbox::Mail;
use lab::process::Process;
use lab::setting::Setting;
use lab::sockets::Protocol;
use lab::{Lab, patience as lab_patience, ports};
use ladder::{Ladder, ProgramIs, from_transcript};
use std::net::SocketAddr;

/// What a server says, and what a UDP client asks: as the steps have it.
const GREETING: &[u8] = b"Thank you for connecting";
const MESSAGE: &[u8] = b"Hello";

/// Is the peer of the program that was asked for, and draws it. `why` there is
/// no tracing is told.
pub fn play(cast: &Cast, why: &str, lab: Lab<'_>) -> Result<Picture, Fault> {
    let subject = cast.subject();
    let port = ports::choose(cast.protocol(), &[cast.host()])?;
    let at = SocketAddr::new(cast.host(), port);
    let program_is = match cast.subject {
        Half::Server => ProgramIs::Server,
        Half::Client => ProgramIs::Client,
    };
    match (cast.subject, cast.protocol()) {
        (Half::Server, protocol) => {
            let mut server = start(&lab, cast, at)?;
            wait_until_it_listens(&server);
            match protocol {
                Protocol::Tcp => visit(&lab, at)?,
                Protocol::Udp => ask(&lab, at, &server)?,
            }
            server.wait_end(patience::LAST_CALLS);
            server.end();
        }
        (Half::Client, _) => receive_visit(&lab, cast, at)?,
    }
    let name = subject.name();
    let mut ladder =
        from_transcript(format!("{name} and the grader"), program_is, &lab.transcript.events());
    rename(&mut ladder, cast);
    let notes = vec![format!(
        "Calls were not traced ({why}). This is what the grader saw, as the peer of {name}."
    )];
    Ok(Picture { ladder, notes })
}

/// Gives the program's lane the name that it has in the heading.
fn rename(ladder: &mut Ladder, cast: &Cast) {
    let program = match cast.subject {
        Half::Server => 0,
        Half::Client => 1,
    };
    ladder.lanes[program] = cast.subject().lane();
}

fn start(lab: &Lab<'_>, cast: &Cast, at: SocketAddr) -> Result<Process, Fault> {
    let subject = cast.subject();
    lab.start(&subject.command(at), &Setting::Plain, subject.step.name())
}

/// Visits a TCP server, and hears it out.
fn visit(lab: &Lab<'_>, at: SocketAddr) -> Result<(), Fault> {
    match lab.call(at)? {
        Call::Connected(mut connection) => {
            connection.read_to_end(lab_patience::STEP)?;
            connection.finish();
        }
        Call::Refused | Call::Reset | Call::Unanswered => {}
    }
    Ok(())
}

/// Sends a UDP server a datagram, and waits for the answer.
fn ask(lab: &Lab<'_>, at: SocketAddr, server: &Process) -> Result<(), Fault> {
    let mut mailbox = lab.mailbox(SocketAddr::new(at.ip(), 0))?;
    mailbox.send(MESSAGE, at)?;
    match mailbox.receive(server, lab_patience::STEP)? {
        Mail::Datagram { .. } | Mail::Ended | Mail::Deadline => Ok(()),
    }
}

/// Is visited by a TCP client, and greets it.
fn receive_visit(lab: &Lab<'_>, cast: &Cast, at: SocketAddr) -> Result<(), Fault> {
    let mut harbour = lab.harbour(&[at], &[])?;
    let mut client = start(lab, cast, at)?;
    if let Arrival::Here(mut connection) = harbour.arrival(&client)? {
        match cast.subject().step {
            Step::Client => drop(connection.send(GREETING)?),
            // It only connects.
            Step::ResolveAndConnect | Step::GreetingServer | Step::Ipv6Server | Step::UdpPair => {}
        }
        connection.finish();
        client.wait_end(patience::TALK);
    }
    client.end();
    Ok(())
}
