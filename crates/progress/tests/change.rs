//! What a report changes: counts, regressions, and how old the verdicts are.

use course::step::Step;
use progress::{Progress, Standing};
use report::data::{CheckReport, CheckStatus, FindingReport, StepReport, StepStatus};

use CheckStatus::{Failed, Inconclusive, Passed, Skipped};

fn finding(mistake: Option<&str>) -> FindingReport {
    FindingReport {
        mistake: mistake.map(str::to_owned),
        did: String::new(),
        expected: String::new(),
        saw: String::new(),
        program_output: String::new(),
        means: String::new(),
        next: String::new(),
        rerun: String::new(),
        timeline: Vec::new(),
    }
}

/// A report on `client` with the checks `a`, `b`, …
fn report(status: StepStatus, checks: &[CheckStatus]) -> StepReport {
    let checks = checks.iter().zip('a'..).map(|(&status, id)| CheckReport {
        id: id.to_string(),
        title: String::new(),
        status,
        score: 0,
        max_score: 0,
        duration_ms: 0,
        reason: None,
        blocked_by: None,
        finding: (status == Failed).then(|| finding(Some("one-read"))),
        flaky: None,
    });
    StepReport {
        step: "client".to_owned(),
        status,
        score: 7,
        max_score: 40,
        build_output: None,
        checks: checks.collect(),
    }
}

/// Notes one report after the other; of the last, what changed.
#[track_caller]
fn check(
    reports: &[&[CheckStatus]],
    passed_before: Option<usize>,
    passed_now: usize,
    regressions: &[&str],
) {
    let mut progress = Progress::default();
    let changes: Vec<_> = reports
        .iter()
        .map(|checks| progress.note(&report(StepStatus::Failed, checks), "1", "then"))
        .collect();
    let change = changes.last().expect("a report");
    assert_eq!((change.passed_before, change.passed_now), (passed_before, passed_now));
    assert_eq!(change.regressions, regressions);
}

#[test]
fn checks_that_passed_are_counted_before_and_now() {
    check(&[&[Passed, Failed]], None, 1, &[]);
    check(&[&[Passed, Failed], &[Passed, Passed]], Some(1), 2, &[]);
}

#[test]
fn what_passed_and_fails_now_is_named() {
    check(&[&[Passed, Passed], &[Failed, Passed]], Some(2), 1, &["a"]);
}

#[test]
fn what_fails_again_is_no_regression() {
    check(&[&[Passed], &[Failed], &[Failed]], Some(0), 0, &[]);
    check(&[&[Passed], &[Failed], &[Skipped], &[Failed]], Some(0), 0, &[]);
}

#[test]
fn a_check_that_was_not_run_in_between_still_passed_before() {
    check(&[&[Passed], &[Skipped], &[Inconclusive], &[Failed]], Some(0), 0, &["a"]);
    check(&[&[Passed], &[Skipped]], Some(1), 0, &[]);
}

/// What does not compile has no checks; that says nothing about those it had.
#[test]
fn a_compile_error_in_between_hides_no_regression() {
    check(&[&[Passed], &[], &[Failed]], Some(1), 0, &["a"]);
}

#[test]
fn verdicts_hold_for_the_source_that_was_checked() {
    let mut progress = Progress::default();
    assert_eq!(progress.standing(Step::Client, "1"), Standing::Unchecked);
    progress.note(&report(StepStatus::Failed, &[Failed, Failed]), "1", "then");
    let Standing::Current(last) = progress.standing(Step::Client, "1") else {
        panic!("this source was checked");
    };
    assert_eq!((last.status, last.score, last.max_score), (StepStatus::Failed, 7, 40));
    assert!(matches!(progress.standing(Step::Client, "2"), Standing::Changed(_)));
    assert_eq!(progress.standing(Step::UdpPair, "1"), Standing::Unchecked);
}

#[test]
fn a_mistake_is_noted_once_with_the_first_check_that_it_failed() {
    let mut progress = Progress::default();
    progress.note(&report(StepStatus::Failed, &[Passed, Failed, Failed]), "1", "then");
    let step = progress.step(Step::Client).expect("it was checked");
    let mistakes = &step.last_check.as_ref().expect("it was checked").mistakes;
    let told: Vec<_> = mistakes.iter().map(|made| (&*made.mistake, &*made.check)).collect();
    assert_eq!(told, [("one-read", "b")]);
}

#[test]
fn the_next_step_is_the_first_that_has_not_passed() {
    let mut progress = Progress::default();
    assert_eq!(progress.next_step(), Some(Step::ResolveAndConnect));
    for step in Step::ALL {
        assert_eq!(progress.next_step(), Some(step));
        let report =
            StepReport { step: step.name().to_owned(), ..report(StepStatus::Passed, &[Passed]) };
        progress.note(&report, "1", "then");
    }
    assert_eq!(progress.next_step(), None);
}

#[test]
fn hints_that_were_shown_outlive_a_check() {
    let mut progress = Progress::default();
    progress.note_hints(Step::Client, 2);
    progress.note(&report(StepStatus::Failed, &[Failed]), "1", "then");
    assert_eq!(progress.hints_shown(Step::Client), 2);
}
