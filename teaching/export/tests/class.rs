//! What many reports come to together.

mod common;

use common::{class_of, failed, inconclusive, passed, report, step, unchecked};
use export::class;
use report::data::{CheckReport, Report, StepStatus};

fn handed_in(name: &str, source: &str, check: CheckReport) -> Report {
    let status = StepStatus::Failed;
    let report = report(name, vec![step("client", status, vec![check])]);
    Report { source_sha256: source.to_owned(), ..report }
}

#[test]
fn verdicts_that_differ_on_the_same_source_are_unstable() {
    let class = class_of([
        handed_in("a", "1", passed("x")),
        handed_in("b", "1", failed("x", "one-read", "")),
        handed_in("c", "2", passed("x")),
    ]);
    assert_eq!(class.same_source(), [[0, 1]]);
    let unstable = class.unstable();
    assert_eq!(unstable.len(), 1);
    assert_eq!((&*unstable[0].check, &unstable[0].submissions[..]), ("x", &[0, 1][..]));
}

#[test]
fn an_inconclusive_check_makes_nothing_unstable() {
    let class = class_of([
        handed_in("a", "1", passed("x")),
        handed_in("b", "1", inconclusive("x", "no port")),
    ]);
    assert_eq!(class.unstable(), []);
}

#[test]
fn untouched_stubs_are_no_copies() {
    let stub = |name: &str| Report {
        source_sha256: "1".to_owned(),
        ..report(name, vec![unchecked("client", StepStatus::NotStarted, None)])
    };
    assert!(class_of([stub("a"), stub("b")]).same_source().is_empty());
}

#[test]
fn mistakes_are_counted_once_a_submission_with_the_first_and_the_last_time() {
    let early = Report {
        started: "2026-01-01T00:00:00Z".to_owned(),
        ..handed_in("a", "", failed("x", "one-read", ""))
    };
    let twice = report(
        "b",
        vec![step(
            "client",
            StepStatus::Failed,
            vec![
                failed("x", "one-read", ""),
                failed("y", "one-read", ""),
                failed("z", "hides-reset", ""),
            ],
        )],
    );
    let mistakes = class_of([early, twice]).mistakes();
    let found: Vec<_> =
        mistakes.iter().map(|found| (&*found.mistake, found.submissions.len())).collect();
    assert_eq!(found, [("one-read", 2), ("hides-reset", 1)]);
    assert_eq!(mistakes[0].first, "2026-01-01T00:00:00Z");
    assert_eq!(mistakes[0].last, "2026-02-03T10:00:00Z");
}

#[test]
fn a_submission_is_inconclusive_before_anything_else() {
    let mixed = |checks| report("a", vec![step("client", StepStatus::Failed, checks)]);
    let open = mixed(vec![failed("x", "one-read", ""), inconclusive("y", "no port")]);
    assert_eq!(class::standing(&open), StepStatus::Inconclusive);
    assert_eq!(class::standing(&report("a", Vec::new())), StepStatus::Inconclusive);
    let half = report(
        "a",
        vec![
            step("client", StepStatus::Passed, vec![passed("x")]),
            unchecked("udp-pair", StepStatus::NotStarted, None),
        ],
    );
    assert_eq!(class::standing(&half), StepStatus::Failed);
}
