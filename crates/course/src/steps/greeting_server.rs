//! Step 2: bind, listen, accept, send, close, again.

use crate::bench::Bench;
use crate::check::Check;
use crate::experiments::{listening, pairs, serving, usage};
use crate::stop::Outcome;

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "listens_on_the_given_port",
        "listens on the port it is given, and says so",
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
        3,
        serving::greets_a_client,
    )
    .after(&["listens_on_the_given_port"]),
    Check::new(
        "reports_each_client",
        "prints each client's address",
        3,
        serving::reports_each_client,
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
        2,
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
        2,
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
        2,
        listening::reports_an_unknown_host,
    )
    .after(&["resolves_its_host", "binds_exactly_its_host"]),
    Check::new("resolves_its_host", "listens on a name's address", 2, listening::resolves_its_host)
        .after(&["announces_the_port_it_got"]),
    Check::new("works_over_ipv6", "listens on an IPv6 address", 1, listening::works_over_ipv6)
        .after(&["listens_on_the_given_port"]),
    Check::new(
        "binds_the_first_address_it_can",
        "binds the first address of a name that it can",
        1,
        listening::binds_the_first_address_it_can,
    )
    .after(&["resolves_its_host", "binds_exactly_its_host"]),
    Check::new(
        "listens_on_its_default_host",
        "listens on the machine's own name when HOST is left out",
        2,
        listening::listens_on_its_default_host,
    )
    .after(&["resolves_its_host", "binds_exactly_its_host"]),
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
];

fn describes_its_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::describes_its_arguments(bench, &[], &["--host", "--port", "12345"])
}

fn refuses_wrong_arguments(bench: &mut Bench<'_>) -> Outcome {
    usage::refuses_wrong_arguments(bench, &[])
}
