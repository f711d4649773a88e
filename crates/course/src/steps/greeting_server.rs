//! Step 2: bind, listen, accept, send, close, again.

use super::stream_server;
use crate::check::Check;
use crate::experiments::{listening, serving, usage};

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    stream_server::LISTENS_ON_THE_GIVEN_PORT.worth(2),
    stream_server::ANNOUNCES_ONCE_IT_LISTENS.worth(1),
    stream_server::ANNOUNCES_THE_PORT_IT_GOT.worth(2),
    stream_server::BINDS_EXACTLY_ITS_HOST.worth(2),
    stream_server::GREETS_A_CLIENT.worth(3),
    stream_server::REPORTS_EACH_CLIENT.worth(3),
    stream_server::SERVES_A_SECOND_CLIENT.worth(2),
    stream_server::SERVES_A_CROWD.worth(1),
    stream_server::RUNS_UNTIL_IT_IS_KILLED.worth(1),
    stream_server::IS_NOT_HELD_UP_BY_A_SILENT_CLIENT.worth(2),
    stream_server::SURVIVES_A_RESET.worth(2),
    stream_server::SURVIVES_A_CLIENT_THAT_LEAVES.worth(2),
    stream_server::RESTARTS_AT_ONCE.worth(2),
    stream_server::REPORTS_A_BUSY_PORT.worth(2),
    stream_server::REPORTS_A_PRIVILEGED_PORT.worth(1),
    stream_server::REPORTS_AN_UNKNOWN_HOST.worth(2),
    Check::new("resolves_its_host", "listens on a name's address", listening::resolves_its_host)
        .after(&["announces_the_port_it_got"])
        .worth(2),
    Check::new("works_over_ipv6", "greets over IPv6, too", serving::works_over_ipv6)
        .after(&["serves_a_second_client", "binds_exactly_its_host"])
        .worth(1),
    Check::new(
        "binds_the_first_address_it_can",
        "binds the first address of a name that it can",
        listening::binds_the_first_address_it_can,
    )
    .after(&["resolves_its_host", "binds_exactly_its_host"])
    .worth(1),
    stream_server::LISTENS_ON_ITS_DEFAULT_HOST.worth(2),
    stream_server::LISTENS_ON_ITS_DEFAULT_PORT.worth(1),
    usage::DESCRIBES_ITS_ARGUMENTS.worth(1),
    usage::REFUSES_WRONG_ARGUMENTS.worth(1),
    stream_server::GREETS_THE_REFERENCE_CLIENT.worth(1),
];
