//! Step 1: resolve a name, make a socket, connect.

use crate::bench::{Bench, Call};
use crate::check::Check;
use crate::experiments::{dialling, usage};
use crate::stop::Outcome;
use crate::surprise::{Cue, Delivery, Surprise};
use lab::patience;
use lab::peer::connection::StreamEnd;

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "connects_to_host_and_port",
        "connects to HOST and PORT",
        5,
        dialling::connects_to_host_and_port,
    ),
    Check::new(
        "prints_what_happened",
        "prints the socket line and the success line",
        5,
        dialling::prints_what_it_must,
    )
    .after(&["connects_to_host_and_port"]),
    Check::new(
        "resolves_localhost",
        "resolves a name and prints it as it was given",
        4,
        dialling::resolves_localhost,
    )
    .after(&["prints_what_happened"]),
    Check::new(
        "connects_over_ipv6",
        "connects to an IPv6 address",
        4,
        dialling::connects_over_ipv6,
    )
    .after(&["prints_what_happened"]),
    Check::new(
        "resolves_an_ipv6_only_name",
        "connects to a name that has only an IPv6 address",
        3,
        dialling::resolves_an_ipv6_only_name,
    )
    .after(&["resolves_localhost"]),
    Check::new(
        "tries_the_next_address",
        "tries the next address of a name when one is dead",
        4,
        dialling::tries_the_next_address,
    )
    .after(&["resolves_localhost"]),
    Check::new(
        "connects_once_and_is_silent",
        "makes one connection, sends nothing and reads nothing",
        4,
        connects_once_and_is_silent,
    )
    .after(&["prints_what_happened"]),
    Check::new(
        "reports_a_refused_connection",
        "reports a refused connection, with exit status 1",
        4,
        dialling::reports_a_refused_connection,
    )
    .after(&["connects_to_host_and_port"]),
    Check::new(
        "reports_an_unknown_name",
        "reports a name that does not resolve, with exit status 1",
        2,
        dialling::reports_an_unknown_name,
    )
    .after(&["resolves_localhost"]),
    Check::new(
        "uses_its_default_host",
        "connects to www.google.com when HOST is left out (here, a name of ours)",
        2,
        dialling::uses_its_default_host,
    )
    .after(&["resolves_localhost"]),
    Check::new(
        "describes_its_arguments",
        "describes its arguments with --help",
        1,
        describes_its_arguments,
    ),
    Check::new(
        "refuses_wrong_arguments",
        "ends with status 2 when it is called wrongly",
        2,
        refuses_wrong_arguments,
    ),
];

/// The server never speaks, reads or closes: the program ends all the same, and
/// has not said anything.
fn connects_once_and_is_silent(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut harbour = bench.harbour(host, 80)?;
    let mut program = bench.start(Call::new().plain_host(host).port(harbour.at().port()))?;
    let mut connection = program.expect_call(&mut harbour)?;
    let outcome = program.expect_success(Cue::Connected, Delivery::None);
    program.blame_second_call(&mut harbour, outcome)?;
    let received = connection.read_to_end(patience::STEP)?;
    if !received.bytes.is_empty() || received.end == StreamEnd::Open {
        return Err(program.surprised(Surprise::Talked { bytes: received.bytes }));
    }
    program.expect_no_other_call(&mut harbour)
}

fn describes_its_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::describes_its_arguments(bench, &[], &["HOST", "--port", "www.google.com", "80"])
}

fn refuses_wrong_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::refuses_wrong_arguments(bench, &[])
}
