//! The checks that `greeting-server` and `ipv6-server` share.

use crate::check::Check;
use crate::experiments::{listening, pairs, serving};

pub const LISTENS_ON_THE_GIVEN_PORT: Check = Check::new(
    "listens_on_the_given_port",
    "listens on the port it is given, and says so",
    listening::listens_on_the_given_port,
);

pub const ANNOUNCES_THE_PORT_IT_GOT: Check = Check::new(
    "announces_the_port_it_got",
    "given port 0, announces the port that the system chose",
    listening::announces_the_port_it_got,
)
.after(&["listens_on_the_given_port"]);

pub const ANNOUNCES_ONCE_IT_LISTENS: Check = Check::new(
    "announces_once_it_listens",
    "says that it listens when it does, and not before",
    listening::announces_once_it_listens,
)
.after(&["listens_on_the_given_port"]);

pub const BINDS_EXACTLY_ITS_HOST: Check = Check::new(
    "binds_exactly_its_host",
    "listens on exactly HOST",
    listening::binds_exactly_its_host,
)
.after(&["listens_on_the_given_port"]);

pub const GREETS_A_CLIENT: Check = Check::new(
    "greets_a_client",
    "sends a silent client the greeting and closes the connection",
    serving::greets_a_client,
)
.after(&["listens_on_the_given_port"]);

pub const REPORTS_EACH_CLIENT: Check =
    Check::new("reports_each_client", "prints each client's address", serving::reports_each_client)
        .after(&["listens_on_the_given_port"]);

pub const SERVES_A_SECOND_CLIENT: Check = Check::new(
    "serves_a_second_client",
    "serves client after client",
    serving::serves_a_second_client,
)
.after(&["greets_a_client", "reports_each_client"]);

pub const SERVES_A_CROWD: Check = Check::new(
    "serves_a_crowd",
    "serves thirty clients that connect at once",
    serving::serves_a_crowd,
)
.after(&["serves_a_second_client", "is_not_held_up_by_a_silent_client"]);

pub const RUNS_UNTIL_IT_IS_KILLED: Check = Check::new(
    "runs_until_it_is_killed",
    "serves a hundred clients, and one more after a quiet while",
    serving::runs_until_it_is_killed,
)
.after(&["serves_a_second_client", "is_not_held_up_by_a_silent_client"]);

pub const IS_NOT_HELD_UP_BY_A_SILENT_CLIENT: Check = Check::new(
    "is_not_held_up_by_a_silent_client",
    "is not held up by a client that does nothing",
    serving::is_not_held_up_by_a_silent_client,
)
.after(&["serves_a_second_client"]);

pub const SURVIVES_A_RESET: Check = Check::new(
    "survives_a_reset",
    "survives clients that reset their connection",
    serving::survives_a_reset,
)
.after(&["serves_a_crowd"]);

pub const SURVIVES_A_CLIENT_THAT_LEAVES: Check = Check::new(
    "survives_a_client_that_leaves",
    "survives clients that leave before they are served",
    serving::survives_a_client_that_leaves,
)
.after(&["serves_a_crowd"]);

pub const RESTARTS_AT_ONCE: Check = Check::new(
    "restarts_at_once",
    "can be started again at once on the same port",
    serving::restarts_at_once,
)
.after(&["greets_a_client"]);

pub const REPORTS_A_BUSY_PORT: Check = Check::new(
    "reports_a_busy_port",
    "reports a port that is in use, with exit status 1",
    listening::reports_a_busy_port,
)
.after(&["binds_exactly_its_host"]);

pub const REPORTS_A_PRIVILEGED_PORT: Check = Check::new(
    "reports_a_privileged_port",
    "reports a port that it may not use, with exit status 1",
    listening::reports_a_privileged_port,
)
.after(&["reports_a_busy_port"]);

pub const REPORTS_AN_UNKNOWN_HOST: Check = Check::new(
    "reports_an_unknown_host",
    "reports a name that does not resolve, with exit status 1",
    listening::reports_an_unknown_host,
)
.after(&["resolves_its_host", "binds_exactly_its_host"]);

pub const LISTENS_ON_ITS_DEFAULT_HOST: Check = Check::new(
    "listens_on_its_default_host",
    "listens on the machine's own name when HOST is left out",
    listening::listens_on_its_default_host,
)
.after(&["resolves_its_host", "binds_exactly_its_host"]);

pub const LISTENS_ON_ITS_DEFAULT_PORT: Check = Check::new(
    "listens_on_its_default_port",
    "listens on port 12345 when PORT is left out",
    listening::listens_on_its_default_port,
)
.after(&["listens_on_its_default_host"]);

pub const GREETS_THE_REFERENCE_CLIENT: Check = Check::new(
    "greets_the_reference_client",
    "greets the reference client",
    pairs::greets_the_reference_client,
)
.after(&["greets_a_client"]);
