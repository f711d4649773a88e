//! Two programs talk to each other: the student's with the reference's, and
//! the student's two with one another. Before the student's own two meet, the
//! partner talks to the reference: a program must not fail for its partner.

use super::listening::{Server, listen, server_call};
use super::serving::GREETING;
use crate::bench::{Bench, Call, Running};
use crate::step::Step;
use crate::stop::{Outcome, Skip, Stop};
use crate::subject::Partner;
use crate::surprise::{Cue, Delivery, Situation};
use lab::fault::Fault;
use lab::setting::Setting;
use lab::sockets::Protocol;
use std::net::{IpAddr, SocketAddr};

/// Starts a partner's server on a loopback address.
fn partner_server(
    bench: &Bench<'_>,
    partner: Partner,
    step: Step,
    protocol: Protocol,
    host: IpAddr,
) -> Outcome<Server> {
    let call = server_call(step).host(host).port(0);
    let program = bench.start_partner(partner, step, call)?;
    listen(&bench.lab, program, protocol, SocketAddr::new(host, 0), Situation::First)
}

/// A `client` that was started ends well and prints the greeting.
pub fn expect_greeting_printed(client: &mut Running) -> Outcome {
    client.expect_success(Cue::WeClosed, Delivery::Pair)?;
    client.expect_stdout(&[GREETING, b"\n"].concat(), Delivery::Pair)
}

fn visit(server: &Server) -> Call {
    Call::new().host(server.at.ip()).port(server.at.port())
}

/// A partner that was tried out and failed is no partner, and no fault of the
/// program under test; the reference's failing is the grader's fault.
pub fn as_partner<T>(partner: Partner, step: Step, trial: Outcome<T>) -> Outcome<T> {
    trial.map_err(|stop| match (stop, partner) {
        (Stop::Surprised(_), Partner::Own) => Stop::Skipped(Skip::Partner(format!(
            "your `{step}` does not talk to the reference program yet"
        ))),
        (Stop::Surprised(_), Partner::Reference) => Fault::Start {
            program: format!("solution-{step}"),
            source: std::io::Error::other("the reference does not do its part"),
        }
        .into(),
        (stop, _) => stop,
    })
}

/// The student's server greets a `client`.
fn greets_client(bench: &mut Bench<'_>, partner: Partner) -> Outcome {
    let host = bench.loopback()?;
    let trial = || -> Outcome {
        let server = partner_server(bench, Partner::Reference, bench.step(), Protocol::Tcp, host)?;
        expect_greeting_printed(&mut bench.start_partner(partner, Step::Client, visit(&server))?)
    };
    as_partner(partner, Step::Client, trial())?;
    let server = bench.serve()?;
    expect_greeting_printed(&mut bench.start_partner(partner, Step::Client, visit(&server))?)
}

/// The student's server and the reference client.
pub fn greets_the_reference_client(bench: &mut Bench<'_>) -> Outcome {
    greets_client(bench, Partner::Reference)
}

/// The student's server and the student's client.
pub fn greets_your_client(bench: &mut Bench<'_>) -> Outcome {
    greets_client(bench, Partner::Own)
}

/// The student's client reads from a `greeting-server`.
fn reads_from_server(bench: &mut Bench<'_>, partner: Partner) -> Outcome {
    let host = bench.loopback()?;
    let trial = || -> Outcome<Server> {
        let server = partner_server(bench, partner, Step::GreetingServer, Protocol::Tcp, host)?;
        expect_greeting_printed(&mut bench.start_partner(
            Partner::Reference,
            Step::Client,
            visit(&server),
        )?)?;
        Ok(server)
    };
    let server = match trial() {
        Ok(server) => server,
        Err(stop) => return as_partner(partner, Step::GreetingServer, Err(stop)),
    };
    expect_greeting_printed(&mut bench.start_in(&Setting::Plain, visit(&server))?)
}

/// The student's client and the reference server.
pub fn reads_from_the_reference_server(bench: &mut Bench<'_>) -> Outcome {
    reads_from_server(bench, Partner::Reference)
}

/// The student's client and the student's server.
pub fn reads_from_your_server(bench: &mut Bench<'_>) -> Outcome {
    reads_from_server(bench, Partner::Own)
}

/// A `udp-pair client` asks a `udp-pair server`.
fn asks(bench: &mut Bench<'_>, server: Partner, client: Partner) -> Outcome {
    let host = bench.loopback()?;
    let server = partner_server(bench, server, Step::UdpPair, Protocol::Udp, host)?;
    let message = bench.lab.dice.text(20);
    let call = Call::new()
        .argument("client")
        .host(server.at.ip())
        .port(server.at.port())
        .message(&message);
    let mut client = bench.start_partner(client, Step::UdpPair, call)?;
    client.expect_success(Cue::WeAnswered, Delivery::Pair)?;
    client.expect_stdout(format!("Thank you for sending {message}\n").as_bytes(), Delivery::Pair)
}

/// The student's halves.
pub fn your_halves_talk(bench: &mut Bench<'_>) -> Outcome {
    asks(bench, Partner::Own, Partner::Own)
}

/// The student's server and the reference client.
pub fn your_server_answers_the_reference_client(bench: &mut Bench<'_>) -> Outcome {
    asks(bench, Partner::Own, Partner::Reference)
}

/// The reference server and the student's client.
pub fn your_client_asks_the_reference_server(bench: &mut Bench<'_>) -> Outcome {
    asks(bench, Partner::Reference, Partner::Own)
}
