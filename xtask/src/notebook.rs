//! The student's progress, as the commands use it. That it cannot be used is
//! told, and keeps nobody from going on.

use course::step::Step;
use progress::{Progress, SetAside, Why};
use report::data::Report;
use std::collections::BTreeMap;
use submission::error::Error;
use submission::source::Source;
use submission::workspace;

/// The progress as it is in its file.
pub fn open() -> anyhow::Result<Progress> {
    let loaded = Progress::load(&workspace::progress()?)?;
    tell(loaded.set_aside);
    Ok(loaded.progress)
}

fn tell(set_aside: Option<SetAside>) {
    if let Some(set_aside) = set_aside {
        let why = match set_aside.why {
            Why::Damaged => "is damaged",
            Why::OtherVersion => "is from another version of this tool",
        };
        console::note(&format!(
            "note: the file of your progress {why}. It is kept as {}. Your programs are untouched; `cargo xtask check` notes your progress anew.",
            set_aside.path.display()
        ));
    }
}

/// Changes the progress in its file. If it cannot be written, that is only told: what
/// the student asked for is worth more than its note.
pub fn change<T>(change: impl FnOnce(&mut Progress) -> T) -> anyhow::Result<T> {
    let updated = Progress::update(&workspace::progress()?, change)?;
    tell(updated.set_aside);
    if let Err(error) = updated.kept {
        not_kept(&error.into());
    }
    Ok(updated.value)
}

fn not_kept(error: &anyhow::Error) {
    console::note(&format!("note: your progress cannot be kept: {error:#}"));
}

/// The digest of a step's source as it is now.
pub fn digest(step: Step) -> Result<String, Error> {
    Source::Exercises.digest(&[step])
}

/// The digest of each step's source as it is now.
pub fn digests(steps: &[Step]) -> Result<BTreeMap<Step, String>, Error> {
    steps.iter().map(|&step| Ok((step, digest(step)?))).collect()
}

/// Notes the steps that were graded, each with the digest of its source.
pub fn note(report: &Report, graded: &BTreeMap<Step, String>) {
    let noted = change(|progress| {
        for step in &report.steps {
            if let Some(digest) = Step::from_name(&step.step).and_then(|step| graded.get(&step)) {
                progress.note(step, digest, &report.started);
            }
        }
    });
    if let Err(error) = noted {
        not_kept(&error);
    }
}
