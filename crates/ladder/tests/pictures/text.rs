//! What a reader sees in the terminal, word for word: in `snapshots/`.
//!
//! After a change: `INSTA_UPDATE=always cargo test -p ladder`, and `git diff`.

use crate::scenes;
use ladder::{Characters, Ladder};

/// Compares the picture with the stored one.
#[track_caller]
fn check(name: &str, ladder: &Ladder, width: usize, characters: Characters) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, ladder::text(ladder, width, characters));
    });
}

#[test]
fn one_client_in_every_form() {
    let ladder = scenes::one_client();
    check("one_client", &ladder, 80, Characters::Unicode);
    check("one_client_ascii", &ladder, 80, Characters::Ascii);
    check("one_client_with_python", &ladder, 150, Characters::Unicode);
    check("one_client_at_60", &ladder, 60, Characters::Unicode);
    check("one_client_as_a_list", &ladder, 50, Characters::Unicode);
}

#[test]
fn three_clients_side_by_side_and_as_a_list() {
    check("three_clients", &scenes::three_clients(), 160, Characters::Unicode);
    check("three_clients_as_a_list", &scenes::three_clients(), 80, Characters::Unicode);
}

#[test]
fn a_greeting_in_24_writes_is_folded() {
    check("many_writes", &scenes::many_writes(), 80, Characters::Unicode);
}

#[test]
fn both_sides_wait() {
    check("hang", &scenes::hang(), 80, Characters::Unicode);
    check("hang_ascii", &scenes::hang(), 80, Characters::Ascii);
}

#[test]
fn a_reset_is_drawn_as_one() {
    check("reset", &scenes::reset(), 80, Characters::Unicode);
}

#[test]
fn a_refused_connection_arrives_nowhere() {
    check("refused", &scenes::refused(), 80, Characters::Unicode);
}

#[test]
fn a_lost_reply_arrives_nowhere() {
    check("lost_reply", &scenes::lost_reply(), 80, Characters::Unicode);
}

#[test]
fn an_ipv4_client_finds_an_ipv6_server() {
    check("dual_stack", &scenes::dual_stack(), 80, Characters::Unicode);
}
