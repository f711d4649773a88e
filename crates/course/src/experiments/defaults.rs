//! HOST and PORT left out, of programs that dial: where do they call? The default
//! port of this machine may be anybody's, so the reference server listens to it in
//! a network of its own, and the program is started beside it.

use super::listening::{Server, listen, server_call};
use super::pairs::{as_partner, expect_greeting_printed};
use crate::bench::{Bench, Call, Running};
use crate::step::Step;
use crate::stop::Outcome;
use crate::subject::Partner;
use crate::surprise::{Cue, Delivery, Situation, Surprise};
use lab::process::Stream;
use lab::setting::Setting;
use lab::sockets::Protocol;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// The reference server of `step` at this address, which `name` stands for. The
/// program is to be started beside it: where that cannot be, neither does it start.
fn reference_server(
    bench: &Bench<'_>,
    step: Step,
    protocol: Protocol,
    at: SocketAddr,
    name: String,
) -> Outcome<Server> {
    bench.lab.host.offers_company()?;
    let setting = Setting::PrivateNetwork(vec![(at.ip(), name)]);
    let call = server_call(step).host(at.ip()).port(at.port());
    let start = || {
        let program = bench.start_partner_in(&setting, Partner::Reference, step, call)?;
        listen(&bench.lab, program, protocol, at, Situation::First)
    };
    as_partner(Partner::Reference, step, start())
}

/// Starts the program beside the server, without HOST and PORT.
fn start_beside(bench: &Bench<'_>, server: &Server, call: Call) -> Outcome<Running> {
    let call = call.standing_for(&[server.at.ip()]);
    bench.start_in(&Setting::Beside(server.program.process.id()), call)
}

/// Whether the server had a visitor. It says so at once, but may need a moment.
fn was_visited(server: &Server, line: &str) -> bool {
    const MOMENT: Duration = Duration::from_millis(500);
    let is_it = |printed: &str| printed.starts_with(line).then_some(());
    server.program.process.wait_line(Stream::Stdout, 0, MOMENT, is_it).is_ok()
}

/// `resolve-and-connect` and `client`.
pub fn connects_to_its_default_port(bench: &mut Bench<'_>) -> Outcome {
    let (name, port) = match bench.step() {
        Step::ResolveAndConnect => ("www.google.com".to_owned(), 80),
        Step::Client | Step::GreetingServer | Step::Ipv6Server | Step::UdpPair => {
            (lab::host::name(), 12345)
        }
    };
    let address: IpAddr = bench.lab.loopback();
    let at = SocketAddr::new(address, port);
    let server = reference_server(bench, Step::GreetingServer, Protocol::Tcp, at, name)?;
    let mut program = start_beside(bench, &server, Call::new())?;
    let outcome = if bench.step() == Step::ResolveAndConnect {
        program.expect_success(Cue::Connected, Delivery::None)
    } else {
        expect_greeting_printed(&mut program)
    };
    if outcome.is_err() && !was_visited(&server, "Got connection from ") {
        let surprise = Surprise::NobodyCalled { at, decoy: None, datagram: false };
        return Err(program.surprised(surprise));
    }
    outcome
}

/// `udp-pair client`: HOST, PORT and MESSAGE.
pub fn asks_at_its_default_address(bench: &mut Bench<'_>) -> Outcome {
    let at = SocketAddr::new(bench.lab.loopback(), 12345);
    let name = lab::host::name();
    let server = reference_server(bench, Step::UdpPair, Protocol::Udp, at, name)?;
    let mut client = start_beside(bench, &server, Call::new().argument("client"))?;
    let outcome = client
        .expect_success(Cue::WeAnswered, Delivery::Pair)
        .and_then(|()| client.expect_stdout(b"Thank you for sending Hello\n", Delivery::Pair));
    if outcome.is_err() && !was_visited(&server, "Got message from ") {
        let surprise = Surprise::NoDatagram { at, decoy: None, connection: false };
        return Err(client.surprised(surprise));
    }
    outcome
}
