//! Judging the same programs several times: which verdicts do not hold. Pure.

use report::data::{CheckReport, CheckStatus, Flaky, StepReport};

/// Whether there is a failure, which may be chance. What passes is not judged again:
/// a program that is wrong seldom passes by chance, and most programs are right.
#[must_use]
pub fn are_due(steps: &[StepReport]) -> bool {
    let checks = steps.iter().flat_map(|step| &step.checks);
    checks.into_iter().any(|check| check.status == CheckStatus::Failed)
}

/// Marks the checks that did not always come to the same. Their verdicts stay those
/// of the first run.
pub fn mark(first: &mut [StepReport], again: &[Vec<StepReport>]) {
    for step in first {
        for check in &mut step.checks {
            let others = again
                .iter()
                .flatten()
                .filter(|other| other.step == step.step)
                .flat_map(|other| &other.checks)
                .filter(|other| other.id == check.id);
            check.flaky = flaky(std::iter::once(&*check).chain(others));
        }
    }
}

/// A run in which it was skipped, or in which the grader failed, says nothing.
fn flaky<'a>(runs: impl Iterator<Item = &'a CheckReport>) -> Option<Flaky> {
    let mut flaky = Flaky { passed: 0, failed: 0 };
    for run in runs {
        match run.status {
            CheckStatus::Passed => flaky.passed += 1,
            CheckStatus::Failed => flaky.failed += 1,
            CheckStatus::Skipped | CheckStatus::Inconclusive => {}
        }
    }
    (flaky.passed > 0 && flaky.failed > 0).then_some(flaky)
}

#[cfg(test)]
mod tests {
    use super::*;
    use course::step::Step;
    use report::assemble;

    /// A step with a check that came to this.
    fn step(status: CheckStatus) -> StepReport {
        let check = CheckReport {
            id: "a".to_owned(),
            title: "does a".to_owned(),
            status,
            score: 0,
            max_score: 4,
            duration_ms: 0,
            reason: None,
            blocked_by: None,
            finding: None,
            flaky: None,
        };
        assemble::step(Step::Client, vec![check])
    }

    #[track_caller]
    fn check(runs: &[CheckStatus], expected: Option<(u32, u32)>) {
        let mut first = vec![step(runs[0])];
        let again: Vec<Vec<StepReport>> = runs[1..].iter().map(|&run| vec![step(run)]).collect();
        mark(&mut first, &again);
        let flaky = first[0].checks[0].flaky.map(|flaky| (flaky.passed, flaky.failed));
        assert_eq!(flaky, expected);
        assert_eq!(first[0].checks[0].status, runs[0], "the first run's verdict stays");
    }

    #[test]
    fn what_passes_once_and_fails_once_is_flaky() {
        use CheckStatus::{Failed, Inconclusive, Passed, Skipped};
        check(&[Failed, Failed, Failed], None);
        check(&[Passed, Passed], None);
        check(&[Failed, Passed, Failed], Some((1, 2)));
        check(&[Passed, Failed], Some((1, 1)));
        check(&[Failed, Skipped, Inconclusive], None);
    }

    #[test]
    fn only_failures_are_judged_again() {
        assert!(are_due(&[step(CheckStatus::Passed), step(CheckStatus::Failed)]));
        assert!(!are_due(&[step(CheckStatus::Passed), step(CheckStatus::Skipped)]));
    }
}
