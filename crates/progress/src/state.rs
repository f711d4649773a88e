//! What is known of each step: its last verdicts and the hints that were shown.
//! Knows no file.

use course::step::Step;
use report::data::{CheckStatus, StepStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of [`Progress::schema`].
pub(crate) const SCHEMA: &str = "handshake.progress.v1";

/// What a student has reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// [`SCHEMA`]
    pub(crate) schema: String,
    /// By the step's name. A step that nothing is known of is not there.
    pub(crate) steps: BTreeMap<String, StepProgress>,
}

/// What is known of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepProgress {
    /// How many of its hints were shown.
    pub hints_shown: usize,
    /// What the last check of the whole step came to.
    pub last_check: Option<LastCheck>,
    /// Its checks, by their id, as far as they have ever been run. A check that
    /// could not be run because the program did not compile keeps what it was.
    pub checks: BTreeMap<String, CheckProgress>,
}

/// What the last check of a whole step came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCheck {
    /// What it came to.
    pub status: StepStatus,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned on this machine.
    pub max_score: u32,
    /// SHA-256 over the source that was graded, in hexadecimal.
    pub source_sha256: String,
    /// The known mistakes that were found, in the order of the checks.
    pub mistakes: Vec<MistakeMade>,
    /// Whether what these mistakes mean was shown as a hint.
    pub mistakes_hinted: bool,
    /// When: RFC 3339, UTC.
    pub checked: String,
}

/// What is known of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckProgress {
    /// What it came to the last time.
    pub status: CheckStatus,
    /// Whether it passed when it was last judged: a check that could not be run
    /// says nothing about the program.
    pub passed_when_judged: bool,
}

/// A known mistake that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MistakeMade {
    /// The mistake's id.
    pub mistake: String,
    /// The first check that it failed.
    pub check: String,
}

/// How the last check of a step stands to its source as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It was never checked.
    Unchecked,
    /// This source was checked.
    Current(&'a LastCheck),
    /// The source was changed since.
    Changed(&'a LastCheck),
}

impl Default for Progress {
    fn default() -> Self {
        Self { schema: SCHEMA.to_owned(), steps: BTreeMap::new() }
    }
}

impl Progress {
    /// What is known of a step, if anything is.
    #[must_use]
    pub fn step(&self, step: Step) -> Option<&StepProgress> {
        self.steps.get(step.name())
    }

    /// How the last check of a step stands to its source, which now has this
    /// digest.
    #[must_use]
    pub fn standing(&self, step: Step, source_sha256: &str) -> Standing<'_> {
        match self.step(step).and_then(|step| step.last_check.as_ref()) {
            None => Standing::Unchecked,
            Some(last) if last.source_sha256 == source_sha256 => Standing::Current(last),
            Some(last) => Standing::Changed(last),
        }
    }

    /// The first step that did not pass when it was last checked, or never was.
    /// `None` if all have passed.
    #[must_use]
    pub fn next_step(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|&step| !self.has_passed(step))
    }

    /// Whether a step passed when it was last checked.
    #[must_use]
    pub fn has_passed(&self, step: Step) -> bool {
        let last = self.step(step).and_then(|step| step.last_check.as_ref());
        last.is_some_and(|last| last.status == StepStatus::Passed)
    }

    /// How many hints of a step were shown.
    #[must_use]
    pub fn hints_shown(&self, step: Step) -> usize {
        self.step(step).map_or(0, |step| step.hints_shown)
    }

    /// Notes that the mistakes of the last check were shown as a hint.
    pub fn note_mistakes_hinted(&mut self, step: Step) {
        let step = self.steps.get_mut(step.name());
        if let Some(last) = step.and_then(|step| step.last_check.as_mut()) {
            last.mistakes_hinted = true;
        }
    }

    /// Notes that so many hints of a step were shown.
    pub fn note_hints(&mut self, step: Step, shown: usize) {
        self.steps.entry(step.name().to_owned()).or_default().hints_shown = shown;
    }
}
