//! Step 5: datagrams, there and back.

use crate::check::Check;
use crate::experiments::{answering, asking, defaults, listening, pairs, retrying, usage};

/// What is checked, in the order in which it is told.
pub const CHECKS: &[Check] = &[
    Check::new(
        "server_listens_on_the_given_port",
        "the server binds the UDP port it is given, and says so",
        listening::listens_on_the_given_port,
    )
    .worth(1),
    Check::new(
        "server_announces_once_it_is_bound",
        "the server says that it listens when it is bound, and not before",
        listening::announces_once_it_listens,
    )
    .after(&["server_listens_on_the_given_port"])
    .worth(1),
    Check::new(
        "server_announces_the_port_it_got",
        "the server, given port 0, announces the port that the system chose",
        listening::announces_the_port_it_got,
    )
    .after(&["server_listens_on_the_given_port"])
    .worth(1),
    Check::new(
        "server_binds_exactly_its_host",
        "the server binds exactly HOST",
        listening::binds_exactly_its_host,
    )
    .after(&["server_listens_on_the_given_port"])
    .worth(1),
    Check::new(
        "server_answers",
        "the server answers a datagram, from the socket it listens on",
        answering::answers,
    )
    .after(&["server_listens_on_the_given_port"])
    .worth(1),
    Check::new(
        "server_reports_each_datagram",
        "the server prints each datagram and who sent it",
        answering::reports_each_datagram,
    )
    .after(&["server_listens_on_the_given_port"])
    .worth(1),
    Check::new(
        "server_answers_every_sender",
        "the server answers sender after sender",
        answering::answers_every_sender,
    )
    .after(&["server_answers"])
    .worth(1),
    Check::new(
        "server_takes_an_empty_datagram",
        "the server answers an empty datagram and goes on",
        answering::takes_an_empty_datagram,
    )
    .after(&["server_answers_every_sender", "server_reports_each_datagram"])
    .worth(1),
    Check::new(
        "server_returns_binary_unchanged",
        "the server answers bytes that are not UTF-8, unchanged",
        answering::returns_binary_unchanged,
    )
    .after(&["server_answers_every_sender", "server_reports_each_datagram"])
    .worth(1),
    Check::new(
        "server_takes_a_long_datagram",
        "the server takes 4096 bytes, and after them a short datagram",
        answering::takes_a_long_datagram,
    )
    .after(&["server_answers_every_sender", "server_reports_each_datagram"])
    .worth(1),
    Check::new(
        "server_escapes_control_characters",
        "the server escapes control characters that it prints",
        answering::escapes_control_characters,
    )
    .after(&["server_answers_every_sender", "server_reports_each_datagram"])
    .worth(1),
    Check::new(
        "server_survives_its_senders",
        "the server goes on when a sender has gone, or an answer cannot be sent",
        answering::survives_its_senders,
    )
    .after(&["server_answers_every_sender"])
    .worth(1),
    Check::new(
        "server_runs_until_it_is_killed",
        "the server answers a hundred datagrams, and one more after a quiet while",
        answering::runs_until_it_is_killed,
    )
    .after(&["server_answers_every_sender"])
    .worth(1),
    Check::new(
        "server_reports_a_busy_port",
        "the server reports a port that is in use, with exit status 1",
        listening::reports_a_busy_port,
    )
    .after(&["server_binds_exactly_its_host"])
    .worth(1),
    Check::new(
        "server_reports_a_privileged_port",
        "the server reports a port that it may not use, with exit status 1",
        listening::reports_a_privileged_port,
    )
    .after(&["server_reports_a_busy_port"])
    .worth(1),
    Check::new(
        "server_reports_an_unknown_host",
        "the server reports a name that does not resolve, with exit status 1",
        listening::reports_an_unknown_host,
    )
    .after(&["server_resolves_its_host", "server_binds_exactly_its_host"])
    .worth(1),
    Check::new(
        "server_resolves_its_host",
        "the server binds a name's address",
        listening::resolves_its_host,
    )
    .after(&["server_announces_the_port_it_got"])
    .worth(1),
    Check::new(
        "server_works_over_ipv6",
        "the server answers over IPv6, too",
        answering::works_over_ipv6,
    )
    .after(&["server_answers", "server_reports_each_datagram", "server_binds_exactly_its_host"])
    .worth(1),
    Check::new(
        "server_binds_the_first_address_it_can",
        "the server binds the first address of a name that it can",
        listening::binds_the_first_address_it_can,
    )
    .after(&["server_resolves_its_host", "server_binds_exactly_its_host"])
    .worth(1),
    Check::new(
        "server_listens_on_its_default_host",
        "the server binds the machine's own name when HOST is left out",
        listening::listens_on_its_default_host,
    )
    .after(&["server_resolves_its_host", "server_binds_exactly_its_host"])
    .worth(1),
    Check::new(
        "server_listens_on_its_default_port",
        "the server binds port 12345 when PORT is left out",
        listening::listens_on_its_default_port,
    )
    .after(&["server_listens_on_its_default_host"])
    .worth(1),
    Check::new(
        "client_sends_its_message",
        "the client sends MESSAGE as one datagram to HOST and PORT",
        asking::sends_its_message,
    )
    .worth(1),
    Check::new(
        "client_prints_the_answer",
        "the client prints the answer and ends",
        asking::prints_the_answer,
    )
    .after(&["client_sends_its_message"])
    .worth(1),
    Check::new(
        "client_says_hello_by_default",
        "the client sends Hello when MESSAGE is left out",
        asking::says_hello_by_default,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_asks_at_its_default_address",
        "the client asks the machine's own name at port 12345 when HOST and PORT are left out",
        defaults::asks_at_its_default_address,
    )
    .after(&["client_says_hello_by_default", "client_resolves_localhost"])
    .worth(1),
    Check::new(
        "client_waits_a_second_by_default",
        "the client waits for one second when --timeout is left out",
        asking::waits_a_second_by_default,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_takes_any_answer",
        "the client prints a long answer, an empty one, and one that is not UTF-8",
        asking::takes_any_answer,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_ignores_strangers",
        "the client ignores datagrams that are not from its server",
        asking::ignores_strangers,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_sends_again",
        "the client sends again when the answer is lost",
        retrying::sends_again,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_gives_up",
        "the client gives up after three attempts and says so",
        retrying::gives_up,
    )
    .after(&["client_sends_its_message"])
    .worth(1),
    Check::new(
        "client_is_not_kept_waiting",
        "the client is not kept waiting by strangers",
        retrying::is_not_kept_waiting_by_strangers,
    )
    .after(&["client_ignores_strangers", "client_gives_up"])
    .worth(1),
    Check::new(
        "client_reports_a_refused_port",
        "the client reports a port where nobody listens, with exit status 1",
        asking::reports_a_refused_port,
    )
    .after(&["client_sends_its_message"])
    .worth(1),
    Check::new(
        "client_resolves_localhost",
        "the client resolves a name",
        asking::resolves_localhost,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "client_reports_an_unknown_name",
        "the client reports a name that does not resolve, with exit status 1",
        asking::reports_an_unknown_name,
    )
    .after(&["client_resolves_localhost"])
    .worth(1),
    Check::new(
        "client_works_over_ipv6",
        "the client asks a server on an IPv6 address",
        asking::works_over_ipv6,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    usage::DESCRIBES_ITS_ARGUMENTS.worth(1),
    usage::REFUSES_WRONG_ARGUMENTS.worth(1),
    Check::new(
        "your_server_answers_the_reference_client",
        "the server answers the reference client",
        pairs::your_server_answers_the_reference_client,
    )
    .after(&["server_answers"])
    .worth(1),
    Check::new(
        "your_client_asks_the_reference_server",
        "the client asks the reference server",
        pairs::your_client_asks_the_reference_server,
    )
    .after(&["client_prints_the_answer"])
    .worth(1),
    Check::new(
        "your_halves_talk",
        "your client and your server talk to each other",
        pairs::your_halves_talk,
    )
    .after(&["server_answers", "client_prints_the_answer"])
    .worth(1),
];
