//! Grading again what a comparison calls unstable: from the sources that lie beside the
//! reports, several times, into a folder that does not stay.

use crate::progress::Progress;
use crate::workplace::{Confine, Workplace};
use ::export::class::Class;
use ::export::folder;
use batch::intake::Candidate;
use batch::results::Results;
use course::step::Step;
use report::assemble;
use report::data::Report;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

/// Why a submission cannot be graded again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Its source does not lie beside the report.
    NoSource,
    /// It was graded by other checks than there are now.
    OtherChecks,
}

/// What is to be graded again, from the results in a folder.
#[derive(Default)]
pub struct Plan {
    candidates: Vec<Candidate>,
    steps: BTreeSet<Step>,
    seed: u64,
    /// What cannot be, by the names of their files.
    pub left_out: Vec<(String, Obstacle)>,
}

impl Plan {
    /// For these submissions of a class, by the names of their files.
    pub fn new<'a>(results: &Path, class: &Class, files: impl Iterator<Item = &'a str>) -> Self {
        let results = Results::at(results);
        let mut plan = Self::default();
        let wanted: BTreeSet<&str> = files.collect();
        let graded = class.submissions().iter();
        for graded in graded.filter(|graded| wanted.contains(graded.file_name.as_str())) {
            let (file, report) = (graded.file_name.clone(), &graded.report);
            let place = results.sources(&file);
            if report.course_version != assemble::course_version() {
                plan.left_out.push((file, Obstacle::OtherChecks));
            } else if !place.is_dir() {
                plan.left_out.push((file, Obstacle::NoSource));
            } else {
                plan.steps.extend(steps(report));
                plan.seed = report.seed;
                plan.candidates.push(Candidate { name: report.submission.clone(), file, place });
            }
        }
        plan
    }

    /// Whether there is nothing that could be graded again.
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Grades them so many times. Gives a class for each time.
    ///
    /// # Errors
    /// If they cannot be graded here.
    pub fn carry_out(&self, times: u32, confine: Confine) -> Result<Vec<Class>, Box<dyn Error>> {
        let place = Workplace::open(confine)?;
        let grading = place.grading(self.seed, self.steps.iter().copied().collect())?;
        let progress = Progress::new(self.candidates.len() * times as usize);
        let mut classes = Vec::new();
        for time in 1..=times {
            let out = place.folder().join(format!("repetition-{time}"));
            let results = Results::open(&out)?;
            batch::grade::grade(&grading, &self.candidates, None, &results, &|event| {
                progress.tell(&event);
            })?;
            classes.push(folder::read(&out)?.0);
        }
        progress.finish();
        Ok(classes)
    }
}

fn steps(report: &Report) -> impl Iterator<Item = Step> {
    report.steps.iter().filter_map(|step| Step::from_name(&step.step))
}
