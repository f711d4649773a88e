//! What came of a run beside what was before: in numbers, and by name where
//! something passed before and fails now.

use course::step::Step;
use progress::{Change, Progress};
use report::data::{CheckStatus, StepReport};
use report::time::rfc3339;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;
use submission::workspace;

/// A run beside what was before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// How many checks passed before. `None` if nothing is known.
    pub was: Option<usize>,
    /// The titles of the checks that passed before and fail now.
    pub lost: Vec<String>,
    /// Why the progress could not be noted, if it could not.
    pub unnoted: Option<String>,
}

/// What passed before. A check that was lost stays named until it passes again.
#[derive(Debug, Default)]
pub struct Memory {
    lost: BTreeMap<Step, BTreeSet<String>>,
}

impl Memory {
    /// Compares a run with the progress, and notes it there.
    pub fn compare(&mut self, step: Step, report: &StepReport, digest: &str) -> Comparison {
        match note(report, digest) {
            Ok(change) => self.compare_with(step, report, change),
            Err(why) => Comparison { unnoted: Some(why), ..Comparison::default() },
        }
    }

    fn compare_with(&mut self, step: Step, report: &StepReport, change: Change) -> Comparison {
        let lost = self.lost.entry(step).or_default();
        lost.extend(change.regressions);
        let passes = |id: &String| {
            report.checks.iter().any(|check| check.id == *id && check.status == CheckStatus::Passed)
        };
        lost.retain(|id| !passes(id));
        let title = |id: &String| step.check(id).map(|check| check.title.to_owned());
        Comparison {
            was: change.passed_before,
            lost: lost.iter().filter_map(title).collect(),
            unnoted: None,
        }
    }
}

/// Whether something of a step has ever passed, so that it can be lost.
#[must_use]
pub fn can_be_lost(step: Step) -> bool {
    let progress = workspace::progress().ok().and_then(|path| Progress::load(&path).ok());
    progress.is_some_and(|loaded| {
        let known = loaded.progress.step(step);
        known.is_some_and(|step| step.checks.values().any(|check| check.passed_when_judged))
    })
}

/// Notes a run. The file is read each time: another command may have written it.
fn note(report: &StepReport, digest: &str) -> Result<Change, String> {
    let path = workspace::progress().map_err(|error| error.to_string())?;
    let note = |progress: &mut Progress| progress.note(report, digest, &rfc3339(SystemTime::now()));
    let noted = Progress::update(&path, note).map_err(|error| error.to_string())?;
    noted.kept.map_err(|error| error.to_string())?;
    Ok(noted.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::data::{CheckReport, StepStatus};

    fn report(status: CheckStatus) -> StepReport {
        let check = CheckReport {
            id: "prints_the_greeting".to_owned(),
            title: String::new(),
            status,
            score: 0,
            max_score: 1,
            duration_ms: 0,
            reason: None,
            blocked_by: None,
            finding: None,
            flaky: None,
        };
        StepReport {
            step: "client".to_owned(),
            status: StepStatus::Failed,
            score: 0,
            max_score: 1,
            build_output: None,
            checks: vec![check],
        }
    }

    #[test]
    fn what_was_lost_is_named_until_it_passes_again() {
        let (mut progress, mut memory) = (Progress::default(), Memory::default());
        let mut run = |status| {
            let report = report(status);
            let change = progress.note(&report, "", "");
            memory.compare_with(Step::Client, &report, change)
        };
        let title = "prints what the server sends, and a line end".to_owned();
        assert_eq!(run(CheckStatus::Passed).was, None);
        let lost = run(CheckStatus::Failed);
        assert_eq!((lost.was, lost.lost), (Some(1), vec![title.clone()]));
        assert_eq!(run(CheckStatus::Failed).lost, [title]);
        assert!(run(CheckStatus::Passed).lost.is_empty());
    }
}
