//! What a regrade changed, and whether it is to be believed.

mod common;

use common::{class_of, failed, inconclusive, not_run, passed, report, skipped, step, unchecked};
use export::comparison::{Cause, Comparison, Points, Trust, Verdict, compare};
use report::data::{CheckReport, CheckStatus, Flaky, Report, StepReport, StepStatus};

const UNREPEATED: Trust = Trust::Unstable { repeated: 0, held: 0 };

fn graded(source: &str, steps: Vec<StepReport>) -> Report {
    Report { source_sha256: source.to_owned(), ..report("ann", steps) }
}

fn client(checks: Vec<CheckReport>) -> Vec<StepReport> {
    vec![step("client", StepStatus::Failed, checks)]
}

fn regrade(old: Report, new: Report) -> Comparison {
    compare(&class_of([old]), &class_of([new]))
}

/// One check of the same source, before and now.
#[track_caller]
fn check(old: CheckReport, new: CheckReport, expected: Option<Trust>) {
    let comparison = regrade(graded("1", client(vec![old])), graded("1", client(vec![new])));
    let trust = comparison.changed.first().map(|changed| changed.differences[0].trust);
    assert_eq!(trust, expected);
    assert_eq!(comparison.same, usize::from(expected.is_none()));
}

#[test]
fn another_verdict_on_the_same_source_is_unstable() {
    check(passed("a"), passed("a"), None);
    check(passed("a"), failed("a", "one-read", ""), Some(UNREPEATED));
    check(failed("a", "one-read", ""), passed("a"), Some(UNREPEATED));
    check(not_run("a", "b"), passed("a"), Some(UNREPEATED));
}

#[test]
fn what_says_nothing_about_the_program_is_not_called_unstable() {
    check(passed("a"), skipped("a"), Some(Trust::Explained));
    check(inconclusive("a", "no port"), failed("a", "one-read", ""), Some(Trust::Explained));
}

#[test]
fn another_source_or_other_checks_explain_a_difference() {
    let before = || graded("1", client(vec![passed("a")]));
    let now = || graded("1", client(vec![failed("a", "one-read", "")]));
    let newer = |report: Report| Report { course_version: "0.2.0+0".to_owned(), ..report };
    for (new, cause, trust) in [
        (now(), Cause::Nothing, UNREPEATED),
        (Report { source_sha256: "2".to_owned(), ..now() }, Cause::OtherSource, Trust::Explained),
        (Report { source_sha256: String::new(), ..now() }, Cause::UnknownSource, Trust::Explained),
        (newer(now()), Cause::OtherChecks, Trust::Explained),
    ] {
        let comparison = regrade(before(), new);
        assert_eq!(comparison.changed[0].cause, cause);
        assert_eq!(comparison.changed[0].differences[0].trust, trust);
        assert_eq!(
            (comparison.changed[0].old_points, comparison.changed[0].new_points),
            (Points { score: 4, max_score: 4 }, Points { score: 0, max_score: 4 })
        );
    }
}

#[test]
fn a_step_that_was_not_run_before_is_one_difference() {
    let stub = vec![unchecked("client", StepStatus::NotStarted, None)];
    let comparison =
        regrade(graded("1", stub), graded("2", client(vec![passed("a"), passed("b")])));
    let difference = &comparison.changed[0].differences[..];
    let [difference] = difference else { panic!("{difference:?}") };
    assert_eq!((difference.step.as_str(), &difference.check), ("client", &None));
    assert_eq!(difference.old, Verdict::Step(StepStatus::NotStarted));
    assert_eq!(difference.new, Verdict::Step(StepStatus::Failed));
}

#[test]
fn checks_and_steps_that_are_on_one_side_only_are_absent_on_the_other() {
    let before = graded("1", client(vec![passed("a"), passed("old")]));
    let mut steps = client(vec![passed("a"), passed("new")]);
    steps.push(step("udp-pair", StepStatus::Passed, vec![passed("u")]));
    let comparison = regrade(before, graded("1", steps));
    let found: Vec<(Option<&str>, Verdict, Verdict)> = comparison.changed[0]
        .differences
        .iter()
        .map(|difference| (difference.check.as_deref(), difference.old, difference.new))
        .collect();
    let passed = Verdict::Check(CheckStatus::Passed);
    assert_eq!(
        found,
        [
            (Some("new"), Verdict::Absent, passed),
            (Some("old"), passed, Verdict::Absent),
            (None, Verdict::Absent, Verdict::Step(StepStatus::Passed)),
        ]
    );
}

#[test]
fn submissions_on_one_side_only_are_named() {
    let one = || report("ann", client(vec![passed("a")]));
    let two = || report("bob", client(vec![passed("a")]));
    let comparison = compare(&class_of([one(), two()]), &class_of([one()]));
    assert_eq!((comparison.same, &comparison.only_old[..]), (1, &["bob".to_owned()][..]));
    let comparison = compare(&class_of([one()]), &class_of([one(), two()]));
    assert_eq!((comparison.same, &comparison.only_new[..]), (1, &["bob".to_owned()][..]));
}

#[test]
fn a_verdict_that_was_repeated_counts_unless_it_is_flaky() {
    let before = || graded("1", client(vec![passed("a")]));
    let again = |flaky| {
        let check = CheckReport { flaky, ..failed("a", "one-read", "") };
        Report { reruns: 2, ..graded("1", client(vec![check])) }
    };
    let trust = |now| regrade(before(), now).changed[0].differences[0].trust;
    assert_eq!(trust(again(None)), Trust::Held { repeated: 2 });
    let flaky = again(Some(Flaky { passed: 1, failed: 2 }));
    assert_eq!(trust(flaky), Trust::Unstable { repeated: 2, held: 1 });
}

/// A verdict that changed from passed to failed without a cause, and what further
/// gradings came to.
#[track_caller]
fn weighed(again: &[Report], expected: Trust) {
    let now = graded("1", client(vec![failed("a", "one-read", "")]));
    let mut comparison = regrade(graded("1", client(vec![passed("a")])), now);
    let classes: Vec<_> = again.iter().map(|report| class_of([report.clone()])).collect();
    comparison.weigh(&classes);
    assert_eq!(comparison.changed[0].differences[0].trust, expected);
}

#[test]
fn a_changed_verdict_counts_once_it_was_repeated_and_came_out_the_same_each_time() {
    let as_now = || graded("1", client(vec![failed("a", "one-read", "")]));
    let as_before = || graded("1", client(vec![passed("a")]));
    let of_the_machine = || graded("1", client(vec![inconclusive("a", "no port")]));
    let other_source = || graded("2", client(vec![failed("a", "one-read", "")]));
    weighed(&[as_now(), as_now()], Trust::Held { repeated: 2 });
    weighed(&[as_now(), as_before()], Trust::Unstable { repeated: 2, held: 1 });
    weighed(&[as_before()], Trust::Unstable { repeated: 1, held: 0 });
    weighed(&[as_now(), of_the_machine()], Trust::Held { repeated: 1 });
    weighed(&[other_source(), of_the_machine()], UNREPEATED);
    weighed(&[], UNREPEATED);
}

#[test]
fn a_step_that_compiled_only_once_is_repeated_as_a_whole() {
    let built = || graded("1", client(vec![passed("a")]));
    let unbuilt = || graded("1", vec![unchecked("client", StepStatus::BuildFailed, None)]);
    let mut comparison = regrade(built(), unbuilt());
    comparison.weigh(&[class_of([unbuilt()]), class_of([built()])]);
    let trust = comparison.changed[0].differences[0].trust;
    assert_eq!(trust, Trust::Unstable { repeated: 2, held: 1 });
}

#[test]
fn the_json_of_a_comparison_is_as_its_schema_says() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../comparison.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let now = || graded("1", client(vec![failed("a", "one-read", ""), passed("b")]));
    let before = || graded("1", client(vec![passed("a"), not_run("b", "a")]));
    let other = || graded("2", vec![unchecked("client", StepStatus::BuildFailed, None)]);
    let mut held = regrade(before(), now());
    held.weigh(&[class_of([now()])]);
    let one_sided = compare(&class_of([]), &class_of([before()]));
    for comparison in [held, regrade(before(), now()), regrade(before(), other()), one_sided] {
        let json = serde_json::to_value(&comparison).unwrap();
        validator.validate(&json).unwrap_or_else(|error| panic!("{error}\n{json:#}"));
    }
    let mut json = serde_json::to_value(regrade(before(), now())).unwrap();
    assert_eq!(json["changed"][0]["differences"][0]["trust"], "unstable");
    json["changed"][0]["differences"][0]["trust"] = "believed".into();
    assert!(!validator.is_valid(&json), "the schema refuses what it does not know");
}
