//! Two classes of the same submissions, graded at two times: which verdicts differ,
//! and why. Knows no words and no file.

use crate::class::{Class, Graded};
use report::data::{CheckReport, CheckStatus, Report, StepReport, StepStatus};
use std::collections::BTreeMap;

/// How a regrade differs from the grading before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Submissions with another verdict than before.
    pub changed: Vec<Changed>,
    /// How many have the same verdicts as before.
    pub same: usize,
    /// Names of submissions that are only in the old class.
    pub only_old: Vec<String>,
    /// Names of submissions that are only in the new class.
    pub only_new: Vec<String>,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_the_same(&self) -> bool {
        self.changed.is_empty() && self.only_old.is_empty() && self.only_new.is_empty()
    }

    /// How many verdicts changed without a cause.
    #[must_use]
    pub fn unstable(&self) -> usize {
        let all = self.changed.iter().flat_map(|changed| &changed.differences);
        all.filter(|difference| difference.trust == Trust::Unstable).count()
    }
}

/// A submission with another verdict than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub submission: String,
    /// Points before, and of how many.
    pub old_points: (u32, u32),
    /// Points now, and of how many.
    pub new_points: (u32, u32),
    /// What else differs between the two gradings.
    pub cause: Cause,
    /// The verdicts that differ, in the order of the tutorial.
    pub differences: Vec<Difference>,
}

/// What may explain that verdicts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The student changed the program.
    OtherSource,
    /// What was graded is not known: it could not be read, or was no source.
    UnknownSource,
    /// The course has other checks than before.
    OtherChecks,
    /// Source and checks are the same, so chance or the machine decided.
    Nothing,
}

/// A verdict that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The step's name.
    pub step: String,
    /// The check's id; none if the whole step has one verdict.
    pub check: Option<String>,
    /// What it came to before.
    pub old: Verdict,
    /// What it comes to now.
    pub new: Verdict,
    /// How far it is to be believed.
    pub trust: Trust,
}

/// How far a difference is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It has a cause, or one of the two is no verdict on the program.
    Explained,
    /// The program did not change, and its verdict did: neither is to be believed
    /// before it is repeated.
    Unstable,
    /// The program did not change, and its verdict did; the new one was repeated so
    /// many times, and came out the same each time.
    Repeated(u32),
}

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
    /// Whether it says something about the program, and not about the machine.
    fn judges(self) -> bool {
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

/// Compares two classes. A submission is the same one if its report has the same file name.
#[must_use]
pub fn compare(old: &Class, new: &Class) -> Comparison {
    let mut before: BTreeMap<&str, &Graded> =
        old.submissions().iter().map(|graded| (graded.file_name.as_str(), graded)).collect();
    let mut comparison = Comparison::default();
    for graded in new.submissions() {
        let name = graded.report.submission.clone();
        match before.remove(graded.file_name.as_str()) {
            None => comparison.only_new.push(name),
            Some(old) => match changed(&old.report, &graded.report) {
                None => comparison.same += 1,
                Some(changed) => comparison.changed.push(changed),
            },
        }
    }
    comparison.only_old = before.into_values().map(|old| old.report.submission.clone()).collect();
    comparison
}

fn changed(old: &Report, new: &Report) -> Option<Changed> {
    let cause = cause(old, new);
    let in_new = |name: &str| new.steps.iter().any(|step| step.step == name);
    let gone = old.steps.iter().filter(|step| !in_new(&step.step)).map(|step| (Some(step), None));
    let before = |name: &str| old.steps.iter().find(|step| step.step == name);
    let differences: Vec<Difference> = new
        .steps
        .iter()
        .map(|step| (before(&step.step), Some(step)))
        .chain(gone)
        .flat_map(|(old, new)| pairs(old, new))
        .filter(|(_, before, now)| before != now)
        .map(|((step, check), before, now)| Difference {
            step: step.to_owned(),
            check: check.map(str::to_owned),
            old: before,
            new: now,
            trust: match cause {
                Cause::Nothing if before.judges() && now.judges() => holds(new, step, check),
                Cause::Nothing | Cause::OtherSource | Cause::UnknownSource | Cause::OtherChecks => {
                    Trust::Explained
                }
            },
        })
        .collect();
    (!differences.is_empty()).then(|| Changed {
        submission: new.submission.clone(),
        old_points: (old.score, old.max_score),
        new_points: (new.score, new.max_score),
        cause,
        differences,
    })
}

fn cause(old: &Report, new: &Report) -> Cause {
    if old.source_sha256.is_empty() || new.source_sha256.is_empty() {
        Cause::UnknownSource
    } else if old.source_sha256 != new.source_sha256 {
        Cause::OtherSource
    } else if old.course_version != new.course_version {
        Cause::OtherChecks
    } else {
        Cause::Nothing
    }
}

/// What repeating says of a new verdict that came without a cause.
fn holds(report: &Report, step: &str, check: Option<&str>) -> Trust {
    let is_flaky = report
        .steps
        .iter()
        .filter(|other| other.step == step)
        .flat_map(|step| &step.checks)
        .any(|other| Some(other.id.as_str()) == check && other.flaky.is_some());
    // A whole step's verdict is that of the compiler, which is not asked again.
    if check.is_none() || report.reruns == 0 || is_flaky {
        Trust::Unstable
    } else {
        Trust::Repeated(report.reruns)
    }
}

/// A step, and a check of it.
type Place<'a> = (&'a str, Option<&'a str>);

/// The verdicts on a step, before and now. Where it had no checks at one of the
/// times, only the verdict on the whole can be compared.
fn pairs<'a>(
    old: Option<&'a StepReport>,
    new: Option<&'a StepReport>,
) -> Vec<(Place<'a>, Verdict, Verdict)> {
    let Some(any) = new.or(old) else { return Vec::new() };
    let checks = |step: Option<&'a StepReport>| step.map_or(&[][..], |step| &step.checks[..]);
    let (before, now) = (checks(old), checks(new));
    if before.is_empty() || now.is_empty() {
        let whole = |step: Option<&StepReport>| {
            step.map_or(Verdict::Absent, |step| Verdict::Step(step.status))
        };
        return vec![((&any.step, None), whole(old), whole(new))];
    }
    let find = |checks: &[CheckReport], id: &str| {
        checks.iter().find(|check| check.id == id).map_or(Verdict::Absent, verdict)
    };
    let gone = before.iter().filter(|check| find(now, &check.id) == Verdict::Absent);
    now.iter()
        .chain(gone)
        .map(|check| {
            let place = (any.step.as_str(), Some(check.id.as_str()));
            (place, find(before, &check.id), find(now, &check.id))
        })
        .collect()
}

fn verdict(check: &CheckReport) -> Verdict {
    match (check.status, &check.blocked_by) {
        (CheckStatus::Skipped, Some(_)) => Verdict::NotRun,
        (status, _) => Verdict::Check(status),
    }
}
