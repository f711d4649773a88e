//! What the formats that know tests have in common: a report as a flat list of
//! cases, one for each check, and one for each step that has none. Knows no format.

use crate::text;
use report::data::{CheckReport, CheckStatus, Report, StepReport, StepStatus};
use report::terminal;

/// The most characters of a case's text. A compiler can say megabytes; what helps
/// stands at the beginning.
const LONGEST_TEXT: usize = 20_000;

/// One test, as other tools see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The step's name; empty if the report has no step at all.
    pub step: String,
    /// The check's id; none if the whole step has one verdict.
    pub check: Option<String>,
    /// What a program that passes does.
    pub title: String,
    /// What it came to.
    pub outcome: Outcome,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub max_score: u32,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// What a case came to, with the words for it: escaped, without colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The program did what it must.
    Passed,
    /// It did not, or there is no program. Points are lost.
    Failed(Failure),
    /// Not run, because a check that it builds on does not pass. Points are lost.
    NotRun(String),
    /// This machine cannot run it. No points are lost.
    Skipped(String),
    /// The grader failed. No points are lost, and none can be given.
    Inconclusive(String),
}

/// Why a case failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The known mistake, or what else it is.
    pub kind: String,
    /// In a line: what it means.
    pub summary: String,
    /// What to do next, in a line.
    pub next: String,
    /// All that the terminal says of it.
    pub text: String,
}

impl Case {
    /// `step::check`, or the step's name.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.check {
            Some(check) => format!("{}::{check}", self.step),
            None => self.step.clone(),
        }
    }
}

/// All cases of a report, in its order. There is at least one.
#[must_use]
pub fn cases(report: &Report) -> Vec<Case> {
    if report.steps.is_empty() {
        let outcome = Outcome::Inconclusive("the grader came to no verdict at all".to_owned());
        return vec![Case {
            step: "submission".to_owned(),
            check: None,
            title: "can be graded".to_owned(),
            outcome,
            score: 0,
            max_score: 0,
            duration_ms: report.duration_ms,
        }];
    }
    report.steps.iter().flat_map(of_step).collect()
}

/// A case for each step, for files that would grow too large. There is at least one.
#[must_use]
pub fn of_steps(report: &Report) -> Vec<Case> {
    if report.steps.is_empty() {
        cases(report)
    } else {
        report.steps.iter().map(whole_step).collect()
    }
}

/// The cases of a step.
#[must_use]
pub fn of_step(step: &StepReport) -> Vec<Case> {
    if step.checks.is_empty() {
        return vec![whole_step(step)];
    }
    step.checks.iter().map(|check| of_check(step, check)).collect()
}

fn of_check(step: &StepReport, check: &CheckReport) -> Case {
    let reason = || text::line(check.reason.as_deref().unwrap_or("no reason known"));
    let outcome = match (check.status, &check.blocked_by) {
        (CheckStatus::Passed, _) => Outcome::Passed,
        (CheckStatus::Failed, _) => Outcome::Failed(failure(step, check)),
        (CheckStatus::Skipped, Some(_)) => Outcome::NotRun(reason()),
        (CheckStatus::Skipped, None) => Outcome::Skipped(reason()),
        (CheckStatus::Inconclusive, _) => Outcome::Inconclusive(reason()),
    };
    Case {
        step: text::line(&step.step),
        check: Some(text::line(&check.id)),
        title: text::line(&check.title),
        outcome,
        score: check.score,
        max_score: check.max_score,
        duration_ms: check.duration_ms,
    }
}

fn failure(step: &StepReport, check: &CheckReport) -> Failure {
    let finding = check.finding.as_ref();
    let said = |what: fn(&report::data::FindingReport) -> &str| {
        finding.map_or_else(String::new, |finding| text::line(what(finding)))
    };
    let mistake = finding.and_then(|finding| finding.mistake.as_deref());
    // The terminal's own words, for this check alone.
    let alone = StepReport { checks: vec![check.clone()], ..step.clone() };
    Failure {
        kind: text::line(mistake.unwrap_or("failed")),
        summary: said(|finding| &finding.means),
        next: said(|finding| &finding.next),
        text: plain(&terminal::findings(&alone, terminal::COLUMNS)),
    }
}

fn whole_step(step: &StepReport) -> Case {
    let failed = |kind: &str, summary: &str, next: &str| {
        Outcome::Failed(Failure {
            kind: kind.to_owned(),
            summary: summary.to_owned(),
            next: next.to_owned(),
            text: plain(&terminal::step(step, terminal::COLUMNS)),
        })
    };
    let outcome = match step.status {
        StepStatus::Passed => Outcome::Passed,
        StepStatus::Failed => {
            failed("failed", "Not all checks of this step pass.", "correct the first failed check")
        }
        StepStatus::NotStarted => failed(
            "not-started",
            "src/main.rs is the stub as it was given.",
            "read the step's README.md, then write your parts in src/main.rs",
        ),
        StepStatus::Missing => {
            failed("missing", "There is no src/main.rs.", "put src/main.rs into the step's folder")
        }
        StepStatus::BuildFailed => failed(
            "build-failed",
            "It does not compile.",
            "correct what the compiler says, from its first error on",
        ),
        StepStatus::Inconclusive => {
            Outcome::Inconclusive("the grader came to no verdict on this step".to_owned())
        }
    };
    Case {
        step: text::line(&step.step),
        check: None,
        title: "compiles, and can be checked".to_owned(),
        outcome,
        score: step.score,
        max_score: step.max_score,
        duration_ms: 0,
    }
}

/// A text of the terminal without its colours, fit for any file.
#[must_use]
pub fn plain(terminal: &str) -> String {
    let text = text::lines(terminal::plain(terminal).trim_matches('\n'));
    text::cut_characters(&text, LONGEST_TEXT)
}
