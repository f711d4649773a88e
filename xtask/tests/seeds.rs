//! A seed repeats a run, and the command that is told repeats a finding.

mod common;

use common::{corpus_program, report};

/// What was expected of `one_read` in an experiment with random pieces.
#[track_caller]
fn expected_with(seed: &[&str]) -> (String, u64) {
    let program = corpus_program("wrong/client/one_read");
    let only = ["client", "--check", "reads_a_greeting_in_pieces", "--program", &program];
    let (report, told) = report(only.iter().chain(seed));
    told.ends_with(1);
    let finding = &report["steps"][0]["checks"][0]["finding"];
    let expected = finding["expected"].as_str().expect("an expectation").to_owned();
    (expected, report["seed"].as_u64().expect("a seed"))
}

#[test]
fn the_same_seed_gives_the_same_experiment() {
    assert_eq!(expected_with(&["--seed", "7"]), expected_with(&["--seed", "7"]));
    assert_ne!(expected_with(&["--seed", "7"]).0, expected_with(&["--seed", "8"]).0);
}

#[test]
fn without_a_seed_each_run_has_another_and_it_repeats_the_run() {
    let (expected, seed) = expected_with(&[]);
    let (other, _) = expected_with(&[]);
    assert_ne!(expected, other);
    assert_eq!(expected_with(&["--seed", &seed.to_string()]), (expected, seed));
}

#[test]
fn the_command_that_is_told_repeats_the_finding() {
    let program = corpus_program("wrong/client/one_read");
    let (first, _) = report(["client", "--program", &program]);
    let checks = first["steps"][0]["checks"].as_array().expect("checks");
    let finding = checks.iter().find_map(|check| check.get("finding")).expect("a finding");
    let rerun = finding["rerun"].as_str().expect("a command");
    let words = shell_words::split(rerun).expect("a command line");
    assert_eq!(words[..3], ["cargo", "xtask", "check"]);
    let (again, told) = report(&words[3..]);
    told.ends_with(1);
    let checks = again["steps"][0]["checks"].as_array().expect("checks");
    assert_eq!(checks.len(), 1);
    for part in ["mistake", "expected", "means", "next", "rerun"] {
        assert_eq!(checks[0]["finding"][part], finding[part], "{part}");
    }
}
