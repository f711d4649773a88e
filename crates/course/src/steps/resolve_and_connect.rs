//! Step 1: resolve a name, make a socket, connect.

use crate::bench::{Bench, Call};
use crate::check::Check;
use crate::experiments::{defaults, dialling, usage};
use crate::stop::Outcome;
use crate::surprise::{Cue, Delivery, Surprise};
use lab::patience;
use lab::peer::connection::StreamEnd;

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "connects_to_host_and_port",
        "connects to HOST and PORT",
        dialling::connects_to_host_and_port,
    )
    .worth(5),
    Check::new(
        "prints_what_happened",
        "prints the socket line and the success line",
        dialling::prints_what_it_must,
    )
    .after(&["connects_to_host_and_port"])
    .worth(5),
    Check::new(
        "resolves_localhost",
        "resolves a name and prints it as it was given",
        dialling::resolves_localhost,
    )
    .after(&["prints_what_happened"])
    .worth(4),
    Check::new("connects_over_ipv6", "connects to an IPv6 address", dialling::connects_over_ipv6)
        .after(&["prints_what_happened"])
        .worth(4),
    Check::new(
        "resolves_an_ipv6_only_name",
        "connects to a name that has only an IPv6 address",
        dialling::resolves_an_ipv6_only_name,
    )
    .after(&["resolves_localhost"])
    .worth(3),
    dialling::TRIES_THE_NEXT_ADDRESS.worth(3),
    dialling::CALLS_THE_FIRST_ADDRESS.worth(1),
    Check::new(
        "connects_once_and_is_silent",
        "makes one connection, sends nothing and reads nothing",
        connects_once_and_is_silent,
    )
    .after(&["prints_what_happened"])
    .worth(4),
    Check::new(
        "reports_a_refused_connection",
        "reports a refused connection, with exit status 1",
        dialling::reports_a_refused_connection,
    )
    .after(&["prints_what_happened"])
    .worth(4),
    dialling::REPORTS_AN_UNKNOWN_NAME.worth(2),
    Check::new(
        "uses_its_default_host",
        "connects to www.google.com when HOST is left out (here, a name of ours)",
        dialling::uses_its_default_host,
    )
    .after(&["resolves_localhost"])
    .worth(1),
    Check::new(
        "connects_to_its_default_port",
        "connects to port 80 when PORT is left out",
        defaults::connects_to_its_default_port,
    )
    .after(&["uses_its_default_host", "connects_once_and_is_silent"])
    .worth(1),
    usage::DESCRIBES_ITS_ARGUMENTS.worth(1),
    usage::REFUSES_WRONG_ARGUMENTS.worth(2),
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
    program.expect_no_other_call(&mut harbour)?;
    leaves_everything_unread(bench)
}

/// The server speaks at once; the program does not read it, not even for a moment.
fn leaves_everything_unread(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let mut harbour = bench.harbour(host, 80)?;
    let mut program = bench.start(Call::new().plain_host(host).port(harbour.at().port()))?;
    let mut connection = program.expect_call(&mut harbour)?;
    connection.send(bench.lab.dice.text(12).as_bytes())?;
    program.expect_success(Cue::Connected, Delivery::None)?;
    match connection.was_left_unread()? {
        Some(false) => Err(program.surprised(Surprise::Listened)),
        Some(true) | None => Ok(()),
    }
}
