//! Two classes of the same submissions, graded at two times: which verdicts differ,
//! and why. Its JSON form is `handshake.comparison.v1` (`comparison.schema.json`).
//! Knows no sentences and no file.

mod trust;
mod verdict;

use crate::class::{Class, Graded};
use report::data::{CheckReport, Report, StepReport};
use serde::Serialize;
use std::collections::BTreeMap;
pub use trust::Trust;
pub use verdict::Verdict;

/// The value of [`Comparison::schema`].
pub const SCHEMA: &str = "handshake.comparison.v1";

/// How a regrade differs from the grading before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// [`SCHEMA`]
    pub schema: &'static str,
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
}

/// A submission with another verdict than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its name.
    pub submission: String,
    /// The name of its files: that of its report without `.json`.
    pub file_name: String,
    /// Digest of its source now.
    pub source_sha256: String,
    /// Points before.
    pub old_points: Points,
    /// Points now.
    pub new_points: Points,
    /// What else differs between the two gradings.
    pub cause: Cause,
    /// The verdicts that differ, in the order of the tutorial.
    pub differences: Vec<Difference>,
}

/// What a submission came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Points {
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub max_score: u32,
}

impl Points {
    fn of(report: &Report) -> Self {
        Self { score: report.score, max_score: report.max_score }
    }
}

/// What may explain that verdicts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    #[serde(flatten)]
    pub trust: Trust,
}

/// Compares two classes. A submission is the same one if its report has the same file name.
#[must_use]
pub fn compare(old: &Class, new: &Class) -> Comparison {
    let mut before: BTreeMap<&str, &Graded> =
        old.submissions().iter().map(|graded| (graded.file_name.as_str(), graded)).collect();
    let mut comparison = Comparison {
        schema: SCHEMA,
        changed: Vec::new(),
        same: 0,
        only_old: Vec::new(),
        only_new: Vec::new(),
    };
    for graded in new.submissions() {
        let name = graded.report.submission.clone();
        match before.remove(graded.file_name.as_str()) {
            None => comparison.only_new.push(name),
            Some(old) => match changed(&old.report, graded) {
                None => comparison.same += 1,
                Some(changed) => comparison.changed.push(changed),
            },
        }
    }
    comparison.only_old = before.into_values().map(|old| old.report.submission.clone()).collect();
    comparison
}

fn changed(old: &Report, graded: &Graded) -> Option<Changed> {
    let new = &graded.report;
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
                Cause::Nothing if before.judges() && now.judges() => {
                    trust::within(new, step, check)
                }
                Cause::Nothing | Cause::OtherSource | Cause::UnknownSource | Cause::OtherChecks => {
                    Trust::Explained
                }
            },
        })
        .collect();
    (!differences.is_empty()).then(|| Changed {
        submission: new.submission.clone(),
        file_name: graded.file_name.clone(),
        source_sha256: new.source_sha256.clone(),
        old_points: Points::of(old),
        new_points: Points::of(new),
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
        checks.iter().find(|check| check.id == id).map_or(Verdict::Absent, Verdict::of)
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
