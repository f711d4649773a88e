//! Where a student stands, step by step: the sources as they are now, and what
//! the last check said of them. Builds nothing.

use crate::notebook;
use course::step::Step;
use progress::{LastCheck, Progress, Standing};
use report::data::StepStatus;
use submission::error::Error;
use submission::exercises::{Exercises, Found};

/// Where a student stands with a step.
pub struct StepStanding {
    pub step: Step,
    pub state: State,
    /// What the last check said, unless there is nothing that it could be about.
    pub last: Option<LastCheck>,
    /// Whether the source was changed since.
    pub is_changed: bool,
}

/// What a step has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The stub is untouched.
    NotStarted,
    /// There is no source.
    Missing,
    /// There is a source that cannot be read, for this reason.
    Unreadable(String),
    /// It was never checked.
    Unchecked,
    /// It passed the last check.
    Passed,
    /// It failed the last check.
    Failed,
    /// It did not compile at the last check.
    BuildFailed,
    /// The last check could not judge it.
    Inconclusive,
}

impl State {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::NotStarted => "not started".to_owned(),
            Self::Missing => "missing".to_owned(),
            Self::Unreadable(reason) => reason.clone(),
            Self::Unchecked => "not checked yet".to_owned(),
            Self::Passed => "passed".to_owned(),
            Self::Failed => "failed".to_owned(),
            Self::BuildFailed => "does not compile".to_owned(),
            Self::Inconclusive => "inconclusive".to_owned(),
        }
    }

    /// The same as one word, for programs.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::Unchecked => "not-checked",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::BuildFailed => "build-failed",
            Self::Inconclusive => "inconclusive",
        }
    }
}

impl StepStanding {
    /// Points earned at the last check.
    pub fn score(&self) -> u32 {
        self.last.as_ref().map_or(0, |last| last.score)
    }

    /// Points that can be earned: here, as far as that is known.
    pub fn max_score(&self) -> u32 {
        let all = || self.step.checks().iter().map(|check| check.points).sum();
        self.last.as_ref().map_or_else(all, |last| last.max_score)
    }

    /// State, points and age in one line.
    pub fn words(&self) -> String {
        let mut words = self.state.words();
        if self.last.is_some() {
            words.push_str(&format!(", {} of {} points", self.score(), self.max_score()));
        }
        if self.is_changed {
            words.push_str(", changed since the last check");
        }
        words
    }
}

/// Where a student stands, in the order of the steps.
pub fn of_all(progress: &Progress) -> Vec<StepStanding> {
    Step::ALL.into_iter().map(|step| of(step, progress)).collect()
}

/// Where a student stands with a step.
pub fn of(step: Step, progress: &Progress) -> StepStanding {
    let without_verdict = |state| StepStanding { step, state, last: None, is_changed: false };
    let source =
        Exercises::ours().find(step).and_then(|found| Ok((found, notebook::digest(step)?)));
    let (found, digest) = match source {
        Ok(source) => source,
        Err(error) => return without_verdict(State::Unreadable(unreadable(&error))),
    };
    match found {
        Found::Stub => return without_verdict(State::NotStarted),
        Found::Nothing => return without_verdict(State::Missing),
        Found::Written => {}
    }
    let (last, is_changed) = match progress.standing(step, &digest) {
        Standing::Unchecked => return without_verdict(State::Unchecked),
        Standing::Current(last) => (last, false),
        Standing::Changed(last) => (last, true),
    };
    let state = match last.status {
        StepStatus::Passed => State::Passed,
        StepStatus::Failed => State::Failed,
        StepStatus::BuildFailed => State::BuildFailed,
        StepStatus::Inconclusive => State::Inconclusive,
        // It was checked before there was a source.
        StepStatus::NotStarted | StepStatus::Missing => return without_verdict(State::Unchecked),
    };
    StepStanding { step, state, last: Some(last.clone()), is_changed }
}

/// Files are named by their reason; other errors do not arise from reading.
fn unreadable(error: &Error) -> String {
    match error {
        Error::File { reason, .. } => format!("cannot be read ({})", reason.kind()),
        Error::Usage(_)
        | Error::CargoMissing { .. }
        | Error::CargoFailed { .. }
        | Error::NoFile { .. }
        | Error::NoSolution { .. }
        | Error::Interrupted => error.to_string(),
    }
}
