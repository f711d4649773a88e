//! Programs that connect to a TCP server: `resolve-and-connect` and `client`.

use super::pairs::as_partner;
use crate::bench::{Bench, Call, Running};
use crate::check::Check;
use crate::step::Step;
use crate::stop::Outcome;
use crate::subject::Partner;
use crate::surprise::{Cue, Delivery, Surprise, Trouble};
use lab::host::{self, Lack};
use lab::peer::connection::Connection;
use lab::peer::harbour::Harbour;
use lab::setting::Setting;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// A dead address of a name is passed over.
pub const TRIES_THE_NEXT_ADDRESS: Check = Check::new(
    "tries_the_next_address",
    "tries the next address of a name when one is dead",
    tries_the_next_address,
)
.after(&["resolves_localhost"]);

/// One call, to the address that the resolver gives first.
pub const CALLS_THE_FIRST_ADDRESS: Check = Check::new(
    "calls_the_first_address",
    "connects once, to the first address of a name, when all of them answer",
    calls_the_first_address,
)
.after(&["resolves_localhost"]);

/// A name without addresses is a failure that must be expected.
pub const REPORTS_AN_UNKNOWN_NAME: Check = Check::new(
    "reports_an_unknown_name",
    "reports a name that does not resolve, with exit status 1",
    reports_an_unknown_name,
)
.after(&["resolves_localhost"]);

/// A label longer than the 63 bytes that DNS allows (RFC 1035, section 2.3.4):
/// the resolver refuses it by itself, without asking a name server.
const IMPOSSIBLE_LABEL: usize = 70;

/// The arguments that make the program dial HOST and PORT.
fn dial(bench: &Bench<'_>, host: impl ToString, port: u16) -> Call {
    match bench.step() {
        Step::ResolveAndConnect => Call::new().plain_host(host).port(port),
        Step::Client | Step::GreetingServer | Step::Ipv6Server | Step::UdpPair => {
            Call::new().host(host).port(port)
        }
    }
}

/// The port that the program dials if it is not told another.
fn default_port(bench: &Bench<'_>) -> u16 {
    if bench.step() == Step::ResolveAndConnect { 80 } else { 12345 }
}

/// Serves the program's one connection, and sees it end well and print what it
/// must: for `client` a greeting, for `resolve-and-connect` its two lines.
fn expect_service(
    bench: &mut Bench<'_>,
    program: &mut Running,
    harbour: &mut Harbour,
    host: &str,
) -> Outcome {
    let connection = program.expect_call(harbour)?;
    expect_good_end(bench, program, harbour, connection, host)
}

/// What comes after the call.
fn expect_good_end(
    bench: &mut Bench<'_>,
    program: &mut Running,
    harbour: &mut Harbour,
    mut connection: Connection,
    host: &str,
) -> Outcome {
    let outcome = if bench.step() == Step::ResolveAndConnect {
        program
            .expect_success(Cue::Connected, Delivery::None)
            .and_then(|()| expect_success_lines(program, host, connection.local.ip()))
    } else {
        let greeting = bench.lab.dice.text(30);
        connection.send(greeting.as_bytes())?;
        connection.finish();
        let expected = format!("{greeting}\n");
        program
            .expect_success(Cue::WeClosed, Delivery::Whole)
            .and_then(|()| program.expect_stdout(expected.as_bytes(), Delivery::Whole))
    };
    program.blame_second_call(harbour, outcome)
}

/// The two lines of `resolve-and-connect`; the first once for each socket.
fn expect_success_lines(program: &mut Running, host: &str, ip: IpAddr) -> Outcome {
    const FIRST: &str = "Socket successfully created\n";
    let last = format!("the socket has successfully connected to {host} on address == {ip}\n");
    let printed = program.process.printed(lab::process::Stream::Stdout);
    let printed = String::from_utf8_lossy(&printed).replace("\r\n", "\n");
    let sockets = printed.strip_suffix(&last).unwrap_or_default();
    if !sockets.is_empty() && sockets.replace(FIRST, "").is_empty() {
        return Ok(());
    }
    program.expect_stdout(format!("{FIRST}{last}").as_bytes(), Delivery::None)
}

/// Dials `host`, which stands for `addresses`; our harbour is at `at`.
fn dials(
    bench: &mut Bench<'_>,
    setting: &Setting,
    at: IpAddr,
    host: &str,
    addresses: &[IpAddr],
) -> Outcome {
    let mut harbour = bench.harbour(at, default_port(bench))?;
    let call = dial(bench, host, harbour.at().port()).standing_for(addresses);
    let mut program = bench.start_in(setting, call)?;
    expect_service(bench, &mut program, &mut harbour, host)
}

/// HOST is an IPv4 address.
pub fn connects_to_host_and_port(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut harbour = bench.harbour(host, default_port(bench))?;
    let mut program = bench.start(dial(bench, host, harbour.at().port()))?;
    let mut connection = program.expect_call(&mut harbour)?;
    // Only that it comes: what it prints is the matter of other checks.
    connection.send(b"hello")?;
    Ok(())
}

/// What it prints after one ordinary connection, and that it succeeds.
pub fn prints_what_it_must(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    dials(bench, &Setting::Plain, host, &host.to_string(), &[host])
}

/// HOST is an IPv6 address.
pub fn connects_over_ipv6(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let address = IpAddr::from(Ipv6Addr::LOCALHOST);
    dials(bench, &Setting::Plain, address, "::1", &[address])
}

/// HOST is `localhost`; we listen on all of its addresses.
pub fn resolves_localhost(bench: &mut Bench<'_>) -> Outcome {
    let addresses: Vec<IpAddr> =
        host::addresses_of("localhost").into_iter().filter(IpAddr::is_loopback).collect();
    if addresses.is_empty() {
        return Err(Lack::Localhost.into());
    }
    let port = lab::ports::choose(lab::sockets::Protocol::Tcp, &addresses)?;
    let places: Vec<SocketAddr> =
        addresses.iter().map(|&address| SocketAddr::new(address, port)).collect();
    let mut harbour = bench.lab.harbour(&places, &[])?;
    let call = dial(bench, "localhost", port).standing_for(&addresses);
    let mut program = bench.start(call)?;
    expect_service(bench, &mut program, &mut harbour, "localhost")
}

/// A name with two addresses, and the setting in which it has them.
fn name_with_two_addresses(bench: &mut Bench<'_>) -> Outcome<(Setting, String, [IpAddr; 2])> {
    let (first, second) = bench.two_loopbacks()?;
    let name = bench.name();
    let setting = Setting::Names(vec![(first, name.clone()), (second, name.clone())]);
    Ok((setting, name, [first, second]))
}

/// HOST is a name with two addresses; we listen on one of them, then on the
/// other: whatever the resolver's order is, once the first is dead.
fn tries_the_next_address(bench: &mut Bench<'_>) -> Outcome {
    let (setting, name, both) = name_with_two_addresses(bench)?;
    let [first, second] = both;
    dials(bench, &setting, first, &name, &both)?;
    dials(bench, &setting, second, &name, &both)
}

/// Where both addresses live, one connection is enough, and it goes to the one
/// that the resolver gives first. Which one that is the reference shows.
fn calls_the_first_address(bench: &mut Bench<'_>) -> Outcome {
    let (setting, name, both) = name_with_two_addresses(bench)?;
    let port = lab::ports::choose(lab::sockets::Protocol::Tcp, &both)?;
    let call = dial(bench, &name, port).standing_for(&both);
    let mut harbour =
        bench.lab.harbour(&both.map(|address| SocketAddr::new(address, port)), &[])?;
    let step = bench.step();
    let shown = bench
        .start_partner_in(&setting, Partner::Reference, step, call.clone())
        .and_then(|mut reference| reference.expect_call(&mut harbour));
    let first = as_partner(Partner::Reference, step, shown)?.local.ip();
    let mut program = bench.start_in(&setting, call)?;
    let connection = program.expect_call(&mut harbour)?;
    let called = connection.local.ip();
    if called != first {
        return Err(program.surprised(Surprise::OutOfOrder { first, called }));
    }
    expect_good_end(bench, &mut program, &mut harbour, connection, &name)?;
    program.expect_no_other_call(&mut harbour)
}

/// HOST is a name with only an IPv6 address.
pub fn resolves_an_ipv6_only_name(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let name = bench.name();
    let address = IpAddr::from(Ipv6Addr::LOCALHOST);
    let setting = Setting::Names(vec![(address, name.clone())]);
    dials(bench, &setting, address, &name, &[address])
}

/// HOST is left out: the step's default name gets an address of ours.
pub fn uses_its_default_host(bench: &mut Bench<'_>) -> Outcome {
    let name = if bench.step() == Step::ResolveAndConnect {
        "www.google.com".to_owned()
    } else {
        host::name()
    };
    let (address, _) = bench.two_loopbacks()?;
    let mut harbour = bench.harbour(address, default_port(bench))?;
    let setting = Setting::Names(vec![(address, name.clone())]);
    let call = Call::new().port(harbour.at().port()).standing_for(&[address]);
    let mut program = bench.start_in(&setting, call)?;
    expect_service(bench, &mut program, &mut harbour, &name)
}

/// Nobody listens where it calls.
pub fn reports_a_refused_connection(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let dead_end = bench.dead_end(host)?;
    let mut program = bench.start(dial(bench, host, dead_end.at.port()))?;
    program.expect_report(Trouble::Refused)
}

/// HOST does not resolve.
fn reports_an_unknown_name(bench: &mut Bench<'_>) -> Outcome {
    let (setting, name) = unknown_name(bench);
    let call = dial(bench, name, 80);
    bench.start_in(&setting, call)?.expect_report(Trouble::UnknownName)
}

/// A name that does not resolve, and the setting for it: without any names, if
/// the host offers that; else a name that no resolver takes, and none sends on.
pub fn unknown_name(bench: &mut Bench<'_>) -> (Setting, String) {
    let setting = Setting::Names(Vec::new());
    if bench.lab.host.offers(&setting).is_ok() {
        return (setting, format!("{}.invalid", bench.lab.dice.word(8)));
    }
    (Setting::Plain, format!("{}.invalid", bench.lab.dice.word(IMPOSSIBLE_LABEL)))
}
