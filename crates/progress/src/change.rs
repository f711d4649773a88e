//! Noting a report, and what it changed. Data in, data out.

use crate::state::{CheckProgress, LastCheck, MistakeMade, Progress};
use report::data::{CheckStatus, StepReport};
use std::collections::BTreeMap;

/// What a report changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How many checks had passed when they were last run. `None` if none ever was.
    pub passed_before: Option<usize>,
    /// How many passed now.
    pub passed_now: usize,
    /// The ids of the checks that fail now, and passed when they were last judged.
    pub regressions: Vec<String>,
}

impl Progress {
    /// Notes what a check of a whole step came to. `source_sha256` is the digest of
    /// the source that was graded, `checked` the time in RFC 3339.
    pub fn note(&mut self, report: &StepReport, source_sha256: &str, checked: &str) -> Change {
        let step = self.steps.entry(report.step.clone()).or_default();
        let passed_before = (!step.checks.is_empty()).then(|| passed(&step.checks));
        let mut regressions = Vec::new();
        for check in &report.checks {
            let passed_before =
                step.checks.get(&check.id).is_some_and(|before| before.passed_when_judged);
            let passed_when_judged = match check.status {
                CheckStatus::Passed => true,
                CheckStatus::Failed => false,
                CheckStatus::Skipped | CheckStatus::Inconclusive => passed_before,
            };
            if passed_before && !passed_when_judged {
                regressions.push(check.id.clone());
            }
            let progress = CheckProgress { status: check.status, passed_when_judged };
            step.checks.insert(check.id.clone(), progress);
        }
        step.last_check = Some(LastCheck {
            status: report.status,
            score: report.score,
            max_score: report.max_score,
            source_sha256: source_sha256.to_owned(),
            mistakes: mistakes(report),
            mistakes_hinted: false,
            checked: checked.to_owned(),
        });
        let passed_now =
            report.checks.iter().filter(|check| check.status == CheckStatus::Passed).count();
        Change { passed_before, passed_now, regressions }
    }
}

fn passed(checks: &BTreeMap<String, CheckProgress>) -> usize {
    checks.values().filter(|check| check.status == CheckStatus::Passed).count()
}

/// The known mistakes, each with the first check that it failed.
fn mistakes(report: &StepReport) -> Vec<MistakeMade> {
    let mut made: Vec<MistakeMade> = Vec::new();
    for check in &report.checks {
        let mistake = check.finding.as_ref().and_then(|finding| finding.mistake.as_ref());
        if let Some(mistake) = mistake
            && made.iter().all(|known| known.mistake != *mistake)
        {
            made.push(MistakeMade { mistake: mistake.clone(), check: check.id.clone() });
        }
    }
    made
}
