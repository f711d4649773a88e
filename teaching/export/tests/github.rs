//! Annotations and the step summary: a runner reads back what we meant, and nothing
//! that a program printed is a command.

mod common;

use common::{HOSTILE, failed, passed, report, reports, step};
use export::github;
use report::data::StepStatus;

/// A line of a log, as the runner of GitHub Actions reads it:
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>
#[derive(Debug, PartialEq)]
struct Read {
    command: String,
    title: String,
    message: String,
}

#[track_caller]
fn read(line: &str) -> Read {
    let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (command, properties) = command.split_once(' ').unwrap();
    let title = properties.split(',').find_map(|pair| pair.strip_prefix("title=")).unwrap();
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    Read { command: command.to_owned(), title: unescape(title), message: unescape(message) }
}

#[test]
fn a_failure_is_an_error_that_the_runner_reads_back() {
    let lines = github::annotations(&reports()[1]);
    let read: Vec<Read> = lines.lines().map(read).collect();
    assert_eq!(
        read,
        [Read {
            command: "error".to_owned(),
            title: "client::b · one-read".to_owned(),
            message: "It is one-read.\nNext: read until the end".to_owned(),
        }]
    );
}

#[test]
fn what_is_inconclusive_is_a_warning_and_comes_first() {
    let lines = github::annotations(reports().last().unwrap());
    let first = read(lines.lines().next().unwrap());
    assert_eq!(first.command, "warning");
    assert!(first.message.starts_with("the grader failed, not the program: "), "{first:?}");
}

#[test]
fn hostile_text_stays_within_its_line() {
    let hostile = report(
        HOSTILE,
        vec![step("client", StepStatus::Failed, vec![failed(HOSTILE, HOSTILE, HOSTILE)])],
    );
    let lines = github::annotations(&hostile);
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert_eq!(read(lines.trim_end()).command, "error");
    assert!(lines.chars().all(|character| character == '\n' || !character.is_control()));
}

#[test]
fn at_most_ten_annotations_are_made_and_the_last_says_how_many_are_left() {
    let checks: Vec<_> = (0..25).map(|n| failed(&format!("c{n}"), "one-read", "")).collect();
    let many = report("many", vec![step("client", StepStatus::Failed, checks)]);
    let lines = github::annotations(&many);
    assert_eq!(lines.lines().count(), 10);
    assert!(lines.ends_with("::16 more are in the step summary\n"), "{lines}");
}

#[test]
fn a_summary_stays_under_a_mebibyte_and_its_block_stays_closed() {
    let checks = (0..2000).map(|n| failed(&format!("c{n}"), &format!("m{n}"), HOSTILE));
    let large = report(HOSTILE, vec![step("client", StepStatus::Failed, checks.collect())]);
    let summary = github::summary(&large);
    assert!((1_000_000..=1024 * 1024).contains(&summary.len()), "{}", summary.len());
    assert!(summary.contains("… cut, of "), "it says that it was cut");
    let fence = "`".repeat(6);
    let lines: Vec<&str> = summary.lines().filter(|line| line.starts_with(&fence)).collect();
    assert_eq!(lines, ["``````text", "``````"]);
    assert!(summary.ends_with("``````\n"));
}

#[test]
fn a_summary_of_an_inconclusive_submission_says_so_at_the_top() {
    let summary = github::summary(&reports()[2]);
    assert!(summary.lines().nth(2).unwrap().contains("Not a final result"), "{summary}");
    assert!(
        !github::summary(&report("x", vec![step("client", StepStatus::Passed, vec![passed("a")])]))
            .contains("Not a final result")
    );
}
