//! `handshake-teach compare`: what it says of two folders of results, and how it ends.

mod course;

#[cfg(unix)]
use self::course::{Course, read};
use assert_cmd::Command;
#[cfg(unix)]
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use std::fs;

fn report(name: &str, source: &str, status: &str) -> String {
    let finding = match status {
        "failed" => {
            r#", "finding": {"mistake": null, "did": "d", "expected": "e", "saw": "s",
            "program_output": "", "means": "m", "next": "n", "rerun": "r", "timeline": []}"#
        }
        _ => "",
    };
    let score = if status == "passed" { 4 } else { 0 };
    format!(
        r#"{{"schema": "handshake.report.v1", "submission": "{name}", "source_sha256": "{source}",
        "course_version": "0.1.0+0123456789ab", "seed": 7, "sandbox": [],
        "started": "2026-02-03T10:00:00Z", "duration_ms": 5, "score": {score}, "max_score": 4,
        "steps": [{{"step": "client", "status": "{status}", "score": {score}, "max_score": 4,
        "checks": [{{"id": "a", "title": "does a", "status": "{status}", "score": {score},
        "max_score": 4, "duration_ms": 1{finding}}}]}}]}}"#
    )
}

fn results(reports: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    for (name, text) in reports {
        fs::write(folder.path().join(format!("reports/{name}.json")), text).unwrap();
    }
    folder
}

#[track_caller]
fn compare(old: &[(&str, &str)], new: &[(&str, &str)]) -> assert_cmd::assert::Assert {
    let (old, new) = (results(old), results(new));
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
    command.arg("compare").arg(old.path()).arg(new.path()).assert()
}

#[test]
fn results_that_are_the_same_end_with_0() {
    let ann = report("ann", "1", "passed");
    compare(&[("ann", &ann)], &[("ann", &ann)]).code(0).stdout(contains("1 the same, 0 with"));
}

#[test]
fn a_difference_is_told_with_its_check_and_ends_with_1() {
    let (before, now) =
        (report("ann\u{1b}[2J", "1", "failed"), report("ann\u{1b}[2J", "2", "passed"));
    let before = before.replace('\u{1b}', "\\u001b");
    let now = now.replace('\u{1b}', "\\u001b");
    let output = compare(&[("ann", &before)], &[("ann", &now)])
        .code(1)
        .stdout(contains("4 of 4 points, before 0 of 4; another source"))
        .stdout(contains("  client::a: passed, before failed\n"));
    assert!(!output.get_output().stdout.contains(&0x1b), "what a student typed steers no terminal");
}

#[test]
fn an_unstable_verdict_that_cannot_be_repeated_is_told_with_the_reason() {
    let (before, now) = (report("ann", "1", "failed"), report("ann", "1", "passed"));
    compare(&[("ann", &before)], &[("ann", &now)])
        .code(1)
        .stdout(contains("client::a: passed, before failed  UNSTABLE (not repeated)"))
        .stderr(contains("ann was not repeated: this version of the course has other checks"));
}

#[cfg(unix)]
#[test]
fn a_verdict_that_changed_on_the_same_source_is_repeated_before_it_counts() {
    let course = Course::new();
    course.hand_in_moody("moody");
    course.hand_in("wrong", "fn main() {}");
    let (old, new, json) = (course.folder("old"), course.folder("new"), course.folder("json"));
    course.grade_into(&old, &[]).success();
    course.grade_into(&new, &[]).success();
    let compare = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
        command.arg("compare").args([&old, &new]).args(["--sandbox", "none", "--json"]);
        command.arg(&json).args(more).assert().code(1)
    };
    let difference = || -> serde_json::Value {
        let comparison: serde_json::Value = read(&json);
        assert_eq!(comparison["schema"], "handshake.comparison.v1");
        assert_eq!(
            (&comparison["same"], &comparison["changed"][0]["cause"]),
            (&1.into(), &"nothing".into())
        );
        comparison["changed"][0]["differences"][0].clone()
    };
    compare(&["--repeat", "0"]).stdout(contains("UNSTABLE (not repeated)"));
    assert_eq!(difference()["trust"], "unstable");
    compare(&["--repeat", "2"])
        .stdout(contains("(repeated 2 times, the same each time)"))
        .stdout(contains("UNSTABLE").not());
    assert_eq!((&difference()["trust"], &difference()["repeated"]), (&"held".into(), &2.into()));
    // Without its source nothing can be repeated.
    fs::remove_dir_all(new.join("sources/moody")).unwrap();
    compare(&[]).stderr(contains("moody was not repeated: there is no source"));
    assert_eq!(difference()["trust"], "unstable");
}

#[test]
fn a_damaged_report_is_named_and_ends_with_3() {
    let ann = report("ann", "1", "passed");
    compare(&[("ann", &ann), ("bob", "{")], &[("ann", &ann)])
        .code(3)
        .stdout(contains("1 the same"))
        .stderr(contains("bob.json: EOF"));
}

#[test]
fn a_submission_on_one_side_only_is_a_difference() {
    let (ann, bob) = (report("ann", "1", "passed"), report("bob", "1", "passed"));
    compare(&[("ann", &ann)], &[("ann", &ann), ("bob", &bob)])
        .code(1)
        .stdout(contains("bob: only in NEW"));
}
