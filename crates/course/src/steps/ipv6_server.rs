//! Step 4: the greeting server over IPv6, and IPv6 only.

use crate::bench::{Bench, Call};
use crate::check::Check;
use crate::experiments::{listening, pairs, serving, usage};
use crate::stop::Outcome;
use crate::surprise::{Order, Situation, Surprise, Trouble};
use lab::exit::Exit;
use lab::fault::Fault;
use lab::patience;
use lab::process::Stream;
use lab::setting::Setting;
use lab::sockets::Protocol;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "listens_on_the_given_port",
        "listens on ::1 and the port it is given, and says so",
        3,
        listening::listens_on_the_given_port,
    ),
    Check::new(
        "announces_the_port_it_got",
        "given port 0, announces the port that the system chose",
        2,
        listening::announces_the_port_it_got,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "binds_exactly_its_host",
        "listens on exactly HOST",
        2,
        listening::binds_exactly_its_host,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "greets_a_client",
        "sends a silent client the greeting and closes the connection",
        2,
        serving::greets_a_client,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "reports_each_client",
        "prints each client's address",
        2,
        serving::reports_each_client,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "leaves_the_port_to_ipv4",
        "with --host :: leaves the port to an IPv4 server that starts later",
        3,
        leaves_the_port_to_ipv4,
    )
    .after(&["greets_a_client"]),
    Check::new(
        "starts_beside_an_ipv4_server",
        "with --host :: starts beside an IPv4 server on the same port",
        2,
        starts_beside_an_ipv4_server,
    )
    .after(&["leaves_the_port_to_ipv4"]),
    Check::new(
        "refuses_an_ipv4_host",
        "refuses an IPv4 address as HOST, with exit status 1",
        2,
        refuses_an_ipv4_host,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "serves_a_second_client",
        "serves client after client",
        2,
        serving::serves_a_second_client,
    )
    .after(&["greets_a_client"]),
    Check::new(
        "serves_a_crowd",
        "serves a dozen clients that connect at once",
        1,
        serving::serves_a_crowd,
    )
    .after(&["serves_a_second_client", "is_not_held_up_by_a_silent_client"]),
    Check::new(
        "is_not_held_up_by_a_silent_client",
        "is not held up by a client that does nothing",
        2,
        serving::is_not_held_up_by_a_silent_client,
    )
    .after(&["serves_a_second_client"]),
    Check::new(
        "survives_a_reset",
        "survives clients that reset their connection",
        2,
        serving::survives_a_reset,
    )
    .after(&["serves_a_crowd"]),
    Check::new(
        "survives_a_client_that_leaves",
        "survives clients that leave before they are served",
        1,
        serving::survives_a_client_that_leaves,
    )
    .after(&["serves_a_crowd"]),
    Check::new(
        "restarts_at_once",
        "can be started again at once on the same port",
        2,
        serving::restarts_at_once,
    )
    .after(&["greets_a_client"]),
    Check::new(
        "reports_a_busy_port",
        "reports a port that is in use, with exit status 1",
        2,
        listening::reports_a_busy_port,
    )
    .after(&["binds_exactly_its_host"]),
    Check::new(
        "reports_a_privileged_port",
        "reports a port that it may not use, with exit status 1",
        1,
        listening::reports_a_privileged_port,
    )
    .after(&["reports_a_busy_port"]),
    Check::new(
        "reports_an_unknown_host",
        "reports a name that does not resolve, with exit status 1",
        1,
        listening::reports_an_unknown_host,
    )
    .after(&["resolves_an_ipv6_only_name", "binds_exactly_its_host"]),
    Check::new(
        "resolves_an_ipv6_only_name",
        "listens on the address of a name",
        1,
        resolves_an_ipv6_only_name,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "picks_the_ipv6_address_of_a_name",
        "listens on the IPv6 address of a name that has both kinds",
        1,
        picks_the_ipv6_address_of_a_name,
    )
    .after(&["resolves_an_ipv6_only_name", "binds_exactly_its_host", "refuses_an_ipv4_host"]),
    Check::new(
        "listens_on_its_default_host",
        "listens on ::1 when HOST is left out",
        1,
        listening::listens_on_its_default_host,
    )
    .after(&["binds_exactly_its_host"]),
    Check::new(
        "listens_on_its_default_port",
        "listens on port 12345 when PORT is left out",
        1,
        listening::listens_on_its_default_port,
    )
    .after(&["listens_on_its_default_host"]),
    Check::new(
        "describes_its_arguments",
        "describes its arguments with --help",
        1,
        describes_its_arguments,
    ),
    Check::new(
        "refuses_wrong_arguments",
        "ends with status 2 when it is called wrongly",
        1,
        refuses_wrong_arguments,
    ),
    Check::new(
        "greets_the_reference_client",
        "greets the reference client",
        1,
        pairs::greets_the_reference_client,
    )
    .after(&["greets_a_client"]),
    Check::new("greets_your_client", "greets your own client", 1, pairs::greets_your_client)
        .after(&["greets_a_client"]),
];

const ALL_IPV4: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const ALL_IPV6: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

fn free_in_both_families(bench: &Bench<'_>) -> Outcome<u16> {
    bench.need_ipv6()?;
    Ok(lab::ports::choose(Protocol::Tcp, &[ALL_IPV4, ALL_IPV6])?)
}

/// Starts the server on every IPv6 address; we reach it at `::1`.
fn serve_everywhere(
    bench: &mut Bench<'_>,
    port: u16,
    situation: Situation,
) -> Outcome<listening::Server> {
    let call = Call::new().host("::").port(port);
    bench.serve_with(
        &Setting::Plain,
        call,
        SocketAddr::new(Ipv6Addr::LOCALHOST.into(), port),
        situation,
    )
}

/// Our own IPv4 server can be started on the same port.
fn leaves_the_port_to_ipv4(bench: &mut Bench<'_>) -> Outcome {
    let port = free_in_both_families(bench)?;
    let mut server = serve_everywhere(bench, port, Situation::First)?;
    server.expect_service(bench, Situation::First)?;
    bench
        .lab
        .transcript
        .grader(lab::transcript::Kind::Socket, format!("started an IPv4 server on 0.0.0.0:{port}"));
    if TcpListener::bind((ALL_IPV4, port)).is_err() {
        return Err(server
            .program
            .surprised(Surprise::TakesIpv4 { port, order: Order::Ipv6First }));
    }
    Ok(())
}

/// Our own IPv4 server has the port already.
fn starts_beside_an_ipv4_server(bench: &mut Bench<'_>) -> Outcome {
    let port = free_in_both_families(bench)?;
    let at = SocketAddr::new(ALL_IPV4, port);
    let _ipv4 = TcpListener::bind(at).map_err(|_| Fault::PortTaken(at))?;
    bench
        .lab
        .transcript
        .grader(lab::transcript::Kind::Socket, format!("started an IPv4 server on {at}"));
    let mut server = serve_everywhere(bench, port, Situation::BesideIpv4)?;
    server.expect_service(bench, Situation::BesideIpv4).map(drop)
}

/// HOST is an IPv4 address.
fn refuses_an_ipv4_host(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.lab.loopback();
    let mut server = bench.start(Call::new().host(host).port(0))?;
    let line = server.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
        line.starts_with("Listening on").then_some(())
    });
    match line {
        Ok(_) if server.process.exit() != Some(Exit::Status(0)) => {
            Err(server.surprised(Surprise::ServesIpv4 { host }))
        }
        Ok(_) | Err(_) => server.expect_report(Trouble::Ipv4Host),
    }
}

/// HOST is a name with an IPv6 address only.
fn resolves_an_ipv6_only_name(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let (name, address) = (bench.name(), IpAddr::from(Ipv6Addr::LOCALHOST));
    let setting = Setting::Names(vec![(address, name.clone())]);
    let port = lab::ports::choose(Protocol::Tcp, &[address])?;
    let call = Call::new().host(&name).port(port);
    bench.serve_with(&setting, call, SocketAddr::new(address, port), Situation::Named).map(drop)
}

/// HOST is a name with an IPv4 and an IPv6 address.
fn picks_the_ipv6_address_of_a_name(bench: &mut Bench<'_>) -> Outcome {
    bench.need_ipv6()?;
    let name = bench.name();
    let (ipv4, ipv6) = (bench.lab.loopback(), IpAddr::from(Ipv6Addr::LOCALHOST));
    let setting = Setting::Names(vec![(ipv4, name.clone()), (ipv6, name.clone())]);
    bench.lab.host.offers(&setting)?;
    let port = lab::ports::choose(Protocol::Tcp, &[ipv4, ipv6])?;
    let expected = SocketAddr::new(ipv6, port);
    let mut server = bench.serve_with(
        &setting,
        Call::new().host(&name).port(port),
        expected,
        Situation::NamedBothFamilies,
    )?;
    if server.announced == expected {
        return Ok(());
    }
    Err(server.program.surprised(Surprise::BoundElsewhere { expected }))
}

fn describes_its_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::describes_its_arguments(bench, &[], &["--host", "::1", "--port", "12345"])
}

fn refuses_wrong_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::refuses_wrong_arguments(bench, &[])
}
