//! What a student reads, word for word: snapshots of the terminal's text, in
//! `snapshots/`. What differs from run to run (addresses, ports, paths) is
//! replaced; random words stay as they are, since the seed is always 1.
//!
//! After a change of wording: `INSTA_UPDATE=always cargo test -p xtask --test
//! golden`, and `git diff` shows what a student will read.
#![cfg(target_os = "linux")]

mod common;

use common::{HandedIn, Told, corpus_program, run};
use course::step::Step;

/// Compares what was told with the snapshot of this name.
#[track_caller]
fn matches_snapshot(name: &str, told: &Told) {
    matches_snapshot_but(name, told, &[]);
}

/// The same, with further patterns for what differs from run to run.
#[track_caller]
fn matches_snapshot_but(name: &str, told: &Told, but: &[(&str, &str)]) {
    let text = unwrapped(&told.stdout);
    if text.lines().any(|line| line.starts_with("  SKIP  ") && line.contains("this machine")) {
        common::skipped("this machine cannot make all checks");
        return;
    }
    let path = |path: &std::path::Path| regex_escape(&path.to_string_lossy());
    let filters = [
        (format!("{}/handed-in", path(common::scratch())), "[handed-in]"),
        (path(common::corpus()), "[corpus]"),
        (path(common::root()), "[repository]"),
        (r"\b127\.\d+\.\d+\.\d+\b".to_owned(), "[loopback]"),
        (r"(\[loopback\]|\[::1?\]|::1|0\.0\.0\.0):\d{4,5}\b".to_owned(), "$1:[port]"),
        // Not in "listens on port 12345": that one is always the same.
        (r"(--port|at port|expected    port) \d{4,5}\b".to_owned(), "$1 [port]"),
        (r"test:\d{4,5}\b".to_owned(), "test:[port]"),
        (r"thread 'main' \(\d+\)".to_owned(), "thread 'main'"),
        (r"\d+ bytes of output".to_owned(), "[many] bytes of output"),
        // Its times decide where it is cut; the ladder's own tests compare it.
        (r"(?s)(\n    both sides  ).*?(\n    means )".to_owned(), "$1[picture]$2"),
        (r"… \d+ lines left out …".to_owned(), "… [many] lines left out …"),
        // rustc's words are rustc's affair.
        (
            r"(?s)\nerror(\[E\d+\])?: .*?\n\n(  FAIL  it does not compile)".to_owned(),
            "\n[what rustc says]\n\n$2",
        ),
    ];
    let filters: Vec<(&str, &str)> = filters
        .iter()
        .map(|(pattern, with)| (pattern.as_str(), *with))
        .chain(but.iter().copied())
        .collect();
    insta::with_settings!({
        filters => filters,
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// A program of the corpus: all that is told of it.
#[track_caller]
fn check(step: &str, name: &str) {
    check_but(step, name, &[]);
}

#[track_caller]
fn check_but(step: &str, name: &str, but: &[(&str, &str)]) {
    let program = corpus_program(&format!("wrong/{step}/{name}"));
    let told = common::check([step, "--seed", "1", "--program", &program]);
    told.ends_with(1);
    is_broken_into_lines(&told);
    matches_snapshot_but(&format!("{step}-{name}"), &told, but);
}

/// The characters of which a path may consist, escaped for a pattern.
fn regex_escape(text: &str) -> String {
    let escaped = |character: char| {
        let is_plain = character.is_alphanumeric() || "/_-".contains(character);
        if is_plain { character.to_string() } else { format!("\\{character}") }
    };
    text.chars().map(escaped).collect()
}

/// The labels of texts that are broken into lines at blanks and hyphens.
const PROSE: &[&str] = &["I did", "expected", "saw", "means", "next", "also fails", "not run"];
/// Where these texts begin.
const INDENT: &str = "                ";

/// Puts the lines of each broken text together again: where they are broken
/// depends on the length of addresses and ports.
fn unwrapped(told: &str) -> String {
    let mut text = String::new();
    let mut in_prose = false;
    for line in told.lines() {
        match line.strip_prefix(INDENT) {
            // Below a text with a caret, the columns count.
            Some(rest) if in_prose && !rest.trim_start().starts_with('^') => {
                if !text.ends_with('-') {
                    text.push(' ');
                }
                text.push_str(rest);
            }
            _ => {
                in_prose = PROSE.iter().any(|label| is_labelled(line, label));
                text.push('\n');
                text.push_str(line.trim_end());
            }
        }
    }
    text.trim_start().to_owned()
}

fn is_labelled(line: &str, label: &str) -> bool {
    line.starts_with(&format!("    {label:12}"))
}

#[track_caller]
fn is_broken_into_lines(told: &Told) {
    for line in told.stdout.lines() {
        let is_prose = ["I did", "means", "next"].iter().any(|label| is_labelled(line, label));
        assert!(!is_prose || line.chars().count() <= 100, "longer than 100 characters: {line}");
    }
}

#[test]
fn client_one_read() {
    check("client", "one_read");
}

#[test]
fn client_unwraps_connect() {
    check("client", "unwraps_connect");
}

#[test]
fn client_probes_first() {
    let needs = r"needs (prints_the_greeting|connects_once_and_sends_nothing)\)";
    check_but("client", "probes_first", &[(needs, "needs [one of two]")]);
}

#[test]
fn client_drops_ipv6_addresses() {
    check("client", "drops_ipv6_addresses");
}

#[test]
fn greeting_server_one_client() {
    // The next client may come before the program has ended, or after that.
    let moment = "(?m)^    (I did   |expected|saw     )    .*$";
    check_but("greeting-server", "one_client", &[(moment, "    $1    [depends on the moment]")]);
}

#[test]
fn greeting_server_reads_first() {
    check("greeting-server", "reads_first");
}

#[test]
fn greeting_server_binds_wildcard() {
    // Two checks that others need fail, and either may be the first to do so.
    let needs = r"needs (resolves_its_host|binds_exactly_its_host)\)";
    check_but("greeting-server", "binds_wildcard", &[(needs, "needs [one of two])")]);
}

#[test]
fn greeting_server_no_reuseaddr() {
    check("greeting-server", "no_reuseaddr");
}

#[test]
fn greeting_server_prints_lines_only() {
    check("greeting-server", "prints_lines_only");
}

#[test]
fn greeting_server_keeps_clients_in_vec() {
    check("greeting-server", "keeps_clients_in_vec");
}

#[test]
fn greeting_server_floods_output() {
    // What it prints drowns what it was asked: both differ from run to run.
    let drowned = [
        ("(?m)^    I did       .*$", "    I did       [differs]"),
        ("(?s)(    it printed  ).*?(\n    means)", "$1[differs]$2"),
    ];
    check_but("greeting-server", "floods_output", &drowned);
}

#[test]
fn ipv6_server_std_listener() {
    check("ipv6-server", "std_listener");
}

#[test]
fn udp_pair_client_buffer_of_1024() {
    check("udp-pair", "client_buffer_of_1024");
}

#[test]
fn udp_pair_client_without_timeout() {
    check("udp-pair", "client_without_timeout");
}

#[test]
fn resolve_and_connect_first_address_only() {
    check("resolve-and-connect", "first_address_only");
}

#[test]
fn solutions_of_one_step() {
    matches_snapshot(
        "solutions",
        common::check(["--solutions", "client", "--seed", "1"]).ends_with(0),
    );
}

#[test]
fn untouched_stubs() {
    let handed_in = HandedIn::of_stubs();
    matches_snapshot("stubs", handed_in.check(&["--seed", "1"]).ends_with(1));
}

#[test]
fn one_step_missing() {
    let handed_in = HandedIn::of_stubs();
    handed_in.remove(Step::Client);
    matches_snapshot("missing", handed_in.check(&["client", "--seed", "1"]).ends_with(1));
}

#[test]
fn a_compile_error() {
    let handed_in = HandedIn::of_stubs();
    handed_in.write(Step::Client, "src/main.rs", "fn main() { greet() }\n");
    matches_snapshot("compile-error", handed_in.check(&["client", "--seed", "1"]).ends_with(1));
}

#[test]
fn help() {
    matches_snapshot("help", run(common::xtask().arg("--help")).ends_with(0));
    matches_snapshot("help-check", run(common::xtask().args(["check", "--help"])).ends_with(0));
}

/// A server that printed some kilobytes did not print "more than 16 MB".
#[test]
fn no_flood_is_told_to_be_larger_than_it_was() {
    let program = corpus_program("wrong/greeting-server/floods_output");
    let (report, _) = common::report(["greeting-server", "--program", &program]);
    let checks = report["steps"][0]["checks"].as_array().expect("checks");
    for finding in checks.iter().filter_map(|check| check.get("finding")) {
        let saw = finding["saw"].as_str().expect("a text");
        let means = finding["means"].as_str().expect("a text");
        let cut_off = saw.contains("printed without end");
        assert!(cut_off || !means.contains("16 MB"), "saw {saw:?} means {means:?}");
    }
}
