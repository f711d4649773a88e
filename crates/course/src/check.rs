//! A check: one experiment on a submission.

use crate::bench::Bench;
use crate::stop::Outcome;

/// One experiment on a submission, with what is said about it.
pub struct Check {
    /// Its name, unique within the step; also the name of its test.
    pub id: &'static str,
    /// What a program that passes does, as a sentence without a subject:
    /// "closes the connection".
    pub title: &'static str,
    /// What it is worth.
    pub points: u32,
    /// Other checks of the step without which this one would only tell the same
    /// cause again.
    pub needs: &'static [&'static str],
    /// The experiment.
    pub run: fn(&mut Bench<'_>) -> Outcome,
}

impl Check {
    /// A check that can be run whatever else holds, worth nothing so far.
    #[must_use]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        run: fn(&mut Bench<'_>) -> Outcome,
    ) -> Self {
        Self { id, title, points: 0, needs: &[], run }
    }

    /// The same check under another title.
    #[must_use]
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// The same check, worth so many points.
    #[must_use]
    pub const fn worth(mut self, points: u32) -> Self {
        self.points = points;
        self
    }

    /// The same check, not run if one of these does not pass.
    #[must_use]
    pub const fn after(mut self, needs: &'static [&'static str]) -> Self {
        self.needs = needs;
        self
    }
}
