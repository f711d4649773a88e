//! Many reports, as a teaching assistant looks at them: what each comes to, who
//! handed in the same source, which mistakes are frequent. Knows no file.

use report::data::{CheckStatus, FindingReport, Flaky, Report, StepReport, StepStatus};
use std::collections::{BTreeMap, BTreeSet};

/// One submission of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// The name of its files: that of the report without `.json`. It is unique,
    /// and safe as a file's name.
    pub file_name: String,
    /// All verdicts.
    pub report: Report,
    /// Step -> its `src/main.rs`, where the source lies beside the report.
    pub sources: BTreeMap<String, String>,
}

/// All submissions, in the order of their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Class {
    submissions: Vec<Graded>,
}

impl Class {
    /// Puts them in order.
    #[must_use]
    pub fn new(mut submissions: Vec<Graded>) -> Self {
        submissions.sort_by(|left, right| {
            (&left.report.submission, &left.file_name)
                .cmp(&(&right.report.submission, &right.file_name))
        });
        Self { submissions }
    }

    /// The submissions, in the order of their names.
    #[must_use]
    pub fn submissions(&self) -> &[Graded] {
        &self.submissions
    }

    /// The steps that any of them has, in the order of the tutorial.
    #[must_use]
    pub fn steps(&self) -> Vec<&'static str> {
        let all = || self.submissions.iter().flat_map(|graded| &graded.report.steps);
        let names: BTreeSet<&str> = all().map(|step| step.step.as_str()).collect();
        let of_the_course = course::step::Step::ALL.map(course::step::Step::name);
        of_the_course.into_iter().filter(|name| names.contains(name)).collect()
    }

    /// Groups of submissions (by place) whose graded files are the same to the byte.
    /// Untouched stubs are the same by nature, and no group.
    #[must_use]
    pub fn same_source(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, graded) in self.submissions.iter().enumerate() {
            let is_written =
                graded.report.steps.iter().any(|step| {
                    !matches!(step.status, StepStatus::NotStarted | StepStatus::Missing)
                });
            if is_written && !graded.report.source_sha256.is_empty() {
                groups.entry(&graded.report.source_sha256).or_default().push(place);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// Checks that passed once and failed once on identical source, with the
    /// submissions (by place) that show it: neither verdict can be trusted.
    #[must_use]
    pub fn unstable(&self) -> Vec<Unstable> {
        self.same_source().into_iter().flat_map(|group| self.unstable_in(&group)).collect()
    }

    fn unstable_in(&self, group: &[usize]) -> Vec<Unstable> {
        let mut verdicts: BTreeMap<(&str, &str, &str), [bool; 2]> = BTreeMap::new();
        for &place in group {
            let report = &self.submissions[place].report;
            for (step, check) in checks(report) {
                let key = (report.course_version.as_str(), step.step.as_str(), check.id.as_str());
                let [passed, failed] = verdicts.entry(key).or_default();
                match check.status {
                    CheckStatus::Passed => *passed = true,
                    CheckStatus::Failed => *failed = true,
                    CheckStatus::Skipped | CheckStatus::Inconclusive => {}
                }
            }
        }
        verdicts
            .into_iter()
            .filter(|(_, verdicts)| *verdicts == [true, true])
            .map(|((_, step, check), _)| Unstable {
                step: step.to_owned(),
                check: check.to_owned(),
                submissions: group.to_vec(),
            })
            .collect()
    }

    /// Checks that did not always come to the same when a submission was judged again.
    #[must_use]
    pub fn flaky(&self) -> Vec<FlakyCheck> {
        let all = self.submissions.iter().enumerate();
        all.flat_map(|(place, graded)| {
            checks(&graded.report).filter_map(move |(step, check)| {
                Some(FlakyCheck {
                    step: step.step.clone(),
                    check: check.id.clone(),
                    submission: place,
                    counts: check.flaky?,
                })
            })
        })
        .collect()
    }

    /// For each submission, how many of its checks passed and failed on its source, so that
    /// neither verdict can be trusted: its own, when it was judged again, or those of others
    /// who handed in the same.
    #[must_use]
    pub fn untrusted(&self) -> Vec<usize> {
        let mut checks: Vec<BTreeSet<(String, String)>> =
            vec![BTreeSet::new(); self.submissions.len()];
        for flaky in self.flaky() {
            checks[flaky.submission].insert((flaky.step, flaky.check));
        }
        for unstable in self.unstable() {
            for place in unstable.submissions {
                checks[place].insert((unstable.step.clone(), unstable.check.clone()));
            }
        }
        checks.iter().map(BTreeSet::len).collect()
    }

    /// The known mistakes, the most frequent first.
    #[must_use]
    pub fn mistakes(&self) -> Vec<Frequency> {
        let mut found: BTreeMap<&str, Frequency> = BTreeMap::new();
        for (place, graded) in self.submissions.iter().enumerate() {
            for (step, finding) in findings(&graded.report) {
                let Some(mistake) = &finding.mistake else { continue };
                let started = &graded.report.started;
                let frequency = found.entry(mistake).or_insert_with(|| Frequency {
                    mistake: mistake.clone(),
                    means: finding.means.clone(),
                    steps: BTreeSet::new(),
                    submissions: BTreeSet::new(),
                    first: started.clone(),
                    last: started.clone(),
                });
                frequency.steps.insert(step.step.clone());
                frequency.submissions.insert(place);
                // RFC 3339 in UTC, to the second: the order of texts is that of times.
                frequency.first = frequency.first.clone().min(started.clone());
                frequency.last = frequency.last.clone().max(started.clone());
            }
        }
        let mut found: Vec<Frequency> = found.into_values().collect();
        found.sort_by_key(|frequency| std::cmp::Reverse(frequency.submissions.len()));
        found
    }
}

/// A check that passed and failed on identical source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unstable {
    /// The step.
    pub step: String,
    /// The check's id.
    pub check: String,
    /// The submissions with that source, by their place in the class.
    pub submissions: Vec<usize>,
}

/// A check that did not always come to the same on one submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlakyCheck {
    /// The step.
    pub step: String,
    /// The check's id.
    pub check: String,
    /// The submission, by its place in the class.
    pub submission: usize,
    /// How often it came to what.
    pub counts: Flaky,
}

/// A known mistake, and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// The mistake's id.
    pub mistake: String,
    /// What it means, as one of those who made it was told.
    pub means: String,
    /// The steps that it was made in.
    pub steps: BTreeSet<String>,
    /// Who made it, by their place in the class.
    pub submissions: BTreeSet<usize>,
    /// When the first of them was graded: RFC 3339, UTC.
    pub first: String,
    /// When the last of them was graded: RFC 3339, UTC.
    pub last: String,
}

/// What a submission comes to, in one word. `Inconclusive` comes before all
/// others: as long as a verdict is missing, the points are not final.
#[must_use]
pub fn standing(report: &Report) -> StepStatus {
    let is_open = |step: &StepReport| {
        step.status == StepStatus::Inconclusive
            || step.checks.iter().any(|check| check.status == CheckStatus::Inconclusive)
    };
    let Some(first) = report.steps.first() else { return StepStatus::Inconclusive };
    if report.steps.iter().any(is_open) {
        StepStatus::Inconclusive
    } else if report.steps.iter().all(|step| step.status == first.status) {
        first.status
    } else {
        StepStatus::Failed
    }
}

/// The word for a status, as `handshake.report.v1` writes it.
#[must_use]
pub fn word(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Passed => "passed",
        StepStatus::Failed => "failed",
        StepStatus::NotStarted => "not-started",
        StepStatus::Missing => "missing",
        StepStatus::BuildFailed => "build-failed",
        StepStatus::Inconclusive => "inconclusive",
    }
}

/// All checks of a report, each with its step.
pub fn checks(report: &Report) -> impl Iterator<Item = (&StepReport, &report::data::CheckReport)> {
    report.steps.iter().flat_map(|step| step.checks.iter().map(move |check| (step, check)))
}

/// All findings of a report, each with its step.
pub fn findings(report: &Report) -> impl Iterator<Item = (&StepReport, &FindingReport)> {
    checks(report).filter_map(|(step, check)| Some((step, check.finding.as_ref()?)))
}
