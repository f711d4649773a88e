//! The mistakes that students really make, one file each. A mistake recognises
//! itself in evidence, which is plain data; it says what it means and what to
//! do next. Adding one: a file here, and its name in the list below, where it
//! belongs among the others: the first that recognises itself is told.

mod clues;

use crate::evidence::Evidence;

/// A known wrong behaviour.
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    /// Its name, as reports and statistics show it.
    pub id: &'static str,
    /// What it means.
    pub means: &'static str,
    /// What to do next.
    pub next: &'static str,
    /// Whether this is it.
    pub recognise: fn(&Evidence) -> bool,
}

/// The mistake that the evidence shows, if it is a known one.
#[must_use]
pub fn recognise(evidence: &Evidence) -> Option<&'static Mistake> {
    ALL.iter().find(|mistake| (mistake.recognise)(evidence))
}

/// Declares the modules and puts them into a list.
macro_rules! mistakes {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// All known mistakes; the first one that recognises itself is told.
        pub const ALL: &[Mistake] = &[$($name::MISTAKE),*];
    };
}

mistakes![
    part_not_written,
    floods_output,
    missing_help,
    usage_not_checked,
    unwrap_on_lookup,
    unwrap_on_connect,
    unwrap_on_bind,
    unwrap_on_refusal,
    unwrap_on_read,
    hides_reset,
    loses_text_on_reset,
    announces_before_connecting,
    tries_another_port,
    no_timeout,
    retries_for_ever,
    failure_exits_zero,
    failure_on_stdout,
    failure_is_silent,
    failure_without_prefix,
    wrong_failure_status,
    udp_instead_of_tcp,
    tcp_instead_of_udp,
    binds_wildcard,
    ignores_host,
    announces_asked_port,
    ipv4_socket,
    constant_port,
    brackets_missing,
    ipv4_only,
    non_blocking_read,
    first_address_only,
    orders_addresses,
    parses_host_as_ip,
    never_connects,
    wrong_default,
    connects_twice,
    talks_first,
    waits_for_server,
    results_on_stderr,
    output_not_flushed,
    announces_before_listening,
    never_listens,
    does_not_start,
    no_reuseaddr,
    ends_when_idle,
    delays_clients,
    delays_output,
    dies_with_a_client,
    stops_serving,
    reads_first,
    waits_for_client_to_close,
    keeps_connection_open,
    resets_connection,
    extra_newline,
    debug_quotes,
    sends_nothing,
    repeats_greeting,
    wrong_greeting,
    prints_own_address,
    accepts_ipv4_host,
    dual_stack,
    panics_on_non_utf8,
    refuses_non_utf8,
    drops_invalid_bytes,
    gives_up_early,
    loops_at_end_of_stream,
    prints_whole_buffer,
    prints_bytes_as_list,
    byte_as_char,
    prints_length,
    prints_empty_line,
    keeps_last_piece,
    decodes_each_piece,
    line_per_piece,
    one_read,
    stops_at_newline,
    small_buffer,
    reads_fixed_length,
    trims_text,
    no_final_newline,
    missing_socket_line,
    prints_port_with_address,
    prints_address_for_host,
    replies_from_other_socket,
    replies_to_constant_port,
    empty_is_the_end,
    dies_with_a_sender,
    one_datagram_only,
    serves_first_sender_only,
    never_replies,
    replies_with_whole_buffer,
    replies_with_lossy_text,
    wrong_reply,
    raw_control_characters,
    no_retry,
    too_many_attempts,
    ignores_timeout,
    retries_with_other_text,
    adds_newline,
    ignores_message,
    fixed_client_port,
    accepts_foreign_datagram,
    extra_output,
    prints_own_message,
    prints_constant,
    missing_peer_line,
    missing_message_line,
    adds_text,
    alters_text,
    different_text,
];
