//! Step 4: the greeting server over IPv6, and IPv6 only.

use super::stream_server;
use crate::bench::{Bench, Call};
use crate::check::Check;
use crate::experiments::{listening, pairs, usage};
use crate::stop::Outcome;
use crate::surprise::{Situation, Surprise, Trouble};
use lab::exit::Exit;
use lab::fault::Fault;
use lab::patience;
use lab::process::Stream;
use lab::setting::Setting;
use lab::sockets::Protocol;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    stream_server::LISTENS_ON_THE_GIVEN_PORT
        .titled("listens on ::1 and the port it is given, and says so")
        .worth(2),
    stream_server::ANNOUNCES_ONCE_IT_LISTENS.worth(1),
    stream_server::ANNOUNCES_THE_PORT_IT_GOT.worth(1),
    stream_server::BINDS_EXACTLY_ITS_HOST.worth(2),
    stream_server::GREETS_A_CLIENT.worth(2),
    stream_server::REPORTS_EACH_CLIENT.worth(2),
    Check::new(
        "leaves_the_port_to_ipv4",
        "with --host :: leaves the port to an IPv4 server that starts later",
        leaves_the_port_to_ipv4,
    )
    .after(&["greets_a_client"])
    .worth(3),
    Check::new(
        "starts_beside_an_ipv4_server",
        "with --host :: starts beside an IPv4 server on the same port",
        starts_beside_an_ipv4_server,
    )
    .after(&["leaves_the_port_to_ipv4"])
    .worth(2),
    Check::new(
        "refuses_an_ipv4_host",
        "refuses an IPv4 address as HOST, with exit status 1",
        refuses_an_ipv4_host,
    )
    .after(&["listens_on_the_given_port"])
    .worth(2),
    Check::new(
        "refuses_an_ipv4_only_name",
        "refuses a name that has only an IPv4 address, with exit status 1",
        refuses_an_ipv4_only_name,
    )
    .after(&["refuses_an_ipv4_host", "resolves_its_host"])
    .worth(1),
    stream_server::SERVES_A_SECOND_CLIENT.worth(2),
    stream_server::SERVES_A_CROWD.worth(1),
    stream_server::RUNS_UNTIL_IT_IS_KILLED.worth(1),
    stream_server::IS_NOT_HELD_UP_BY_A_SILENT_CLIENT.worth(1),
    stream_server::SURVIVES_A_RESET.worth(2),
    stream_server::SURVIVES_A_CLIENT_THAT_LEAVES.worth(1),
    stream_server::RESTARTS_AT_ONCE.worth(2),
    stream_server::REPORTS_A_BUSY_PORT.worth(2),
    stream_server::REPORTS_A_PRIVILEGED_PORT.worth(1),
    stream_server::REPORTS_AN_UNKNOWN_HOST.worth(1),
    Check::new("resolves_its_host", "listens on the address of a name", resolves_its_host)
        .after(&["listens_on_the_given_port"])
        .worth(1),
    Check::new(
        "picks_the_ipv6_address_of_a_name",
        "listens on the IPv6 address of a name that has both kinds",
        picks_the_ipv6_address_of_a_name,
    )
    .after(&["resolves_its_host", "binds_exactly_its_host", "refuses_an_ipv4_host"])
    .worth(1),
    stream_server::LISTENS_ON_ITS_DEFAULT_HOST
        .titled("listens on ::1 when HOST is left out")
        .worth(1),
    stream_server::LISTENS_ON_ITS_DEFAULT_PORT.worth(1),
    usage::DESCRIBES_ITS_ARGUMENTS.worth(1),
    usage::REFUSES_WRONG_ARGUMENTS.worth(1),
    stream_server::GREETS_THE_REFERENCE_CLIENT.worth(1),
    Check::new("greets_your_client", "greets your own client", pairs::greets_your_client)
        .after(&["greets_a_client"])
        .worth(1),
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
        return Err(server.program.surprised(Surprise::TakesIpv4 { port }));
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
    expect_refusal(bench, &Setting::Plain, &host.to_string(), host)
}

/// HOST is a name with an IPv4 address only: there is nothing to listen on, and no
/// other address will do instead.
fn refuses_an_ipv4_only_name(bench: &mut Bench<'_>) -> Outcome {
    let (name, address) = (bench.name(), bench.lab.loopback());
    let setting = Setting::Names(vec![(address, name.clone())]);
    expect_refusal(bench, &setting, &name, address)
}

/// The server does not serve HOST, which stands for this IPv4 address.
fn expect_refusal(
    bench: &mut Bench<'_>,
    setting: &Setting,
    host: &str,
    address: IpAddr,
) -> Outcome {
    let call = Call::new().host(host).port(0).standing_for(&[address]);
    let mut server = bench.start_in(setting, call)?;
    let line = server.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
        line.starts_with("Listening on").then_some(())
    });
    match line {
        Ok(_) if server.process.exit() != Some(Exit::Status(0)) => {
            Err(server.surprised(Surprise::ServesIpv4 { host: address }))
        }
        Ok(_) | Err(_) => server.expect_report(Trouble::Ipv4Host),
    }
}

/// HOST is a name with an IPv6 address only.
fn resolves_its_host(bench: &mut Bench<'_>) -> Outcome {
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
