//! What a check, or a whole step, came to, as a comparison sees it.

use crate::class;
use report::data::{CheckReport, CheckStatus, Report, StepStatus};
use serde::{Serialize, Serializer};

/// What a check, or a step without checks, came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was not asked for, or is not in the course.
    Absent,
    /// A whole step's.
    Step(StepStatus),
    /// A check's.
    Check(CheckStatus),
    /// A check's that was not run because another one failed.
    NotRun,
}

impl Verdict {
    /// What a check came to.
    pub(super) fn of(check: &CheckReport) -> Self {
        match (check.status, &check.blocked_by) {
            (CheckStatus::Skipped, Some(_)) => Self::NotRun,
            (status, _) => Self::Check(status),
        }
    }

    /// What a report says of a check, or of a step. Where it has no such check, the step's
    /// verdict is that of all its checks.
    pub(super) fn at(report: &Report, step: &str, check: Option<&str>) -> Self {
        if let Some(check) = check.and_then(|id| find(report, step, id)) {
            return Self::of(check);
        }
        let step = report.steps.iter().find(|other| other.step == step);
        step.map_or(Self::Absent, |step| Self::Step(step.status))
    }

    /// The word for it: that of `handshake.report.v1` where it has one.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Step(status) => class::word(status),
            Self::Check(CheckStatus::Passed) => "passed",
            Self::Check(CheckStatus::Failed) => "failed",
            Self::Check(CheckStatus::Skipped) => "skipped",
            Self::Check(CheckStatus::Inconclusive) => "inconclusive",
            Self::NotRun => "not-run",
        }
    }

    /// Whether it says something about the program, and not about the machine.
    pub(super) fn judges(self) -> bool {
        match self {
            Self::Absent
            | Self::Step(StepStatus::Inconclusive)
            | Self::Check(CheckStatus::Skipped | CheckStatus::Inconclusive) => false,
            Self::Step(
                StepStatus::Passed
                | StepStatus::Failed
                | StepStatus::NotStarted
                | StepStatus::Missing
                | StepStatus::BuildFailed,
            )
            | Self::Check(CheckStatus::Passed | CheckStatus::Failed)
            | Self::NotRun => true,
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A check of a report.
pub(super) fn find<'a>(report: &'a Report, step: &str, check: &str) -> Option<&'a CheckReport> {
    let steps = report.steps.iter().filter(|other| other.step == step);
    steps.flat_map(|step| &step.checks).find(|other| other.id == check)
}
