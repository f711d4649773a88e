//! `compare OLD NEW`: what grading again changed, for each submission and check.

use crate::exit_code::Exit;
use crate::export::tell;
use ::export::class::word;
use ::export::comparison::{Cause, Changed, Comparison, Difference, Trust, Verdict, compare};
use ::export::folder;
use clap::Args;
use course::show::escape;
use report::data::CheckStatus;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct CompareOptions {
    /// The folder of the results before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The folder of the results now
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

pub fn run(options: &CompareOptions) -> Result<Exit, folder::Error> {
    let (old, mut damaged) = folder::read(&options.old)?;
    let (new, more) = folder::read(&options.new)?;
    damaged.extend(more);
    let comparison = compare(&old, &new);
    anstream::print!("{}", text(&comparison));
    tell(&[], &damaged);
    Ok(if !damaged.is_empty() {
        Exit::NotAll
    } else if comparison.is_the_same() {
        Exit::Done
    } else {
        Exit::Different
    })
}

fn text(comparison: &Comparison) -> String {
    let mut text = String::new();
    for changed in &comparison.changed {
        submission(&mut text, changed);
    }
    for (names, where_) in [(&comparison.only_old, "OLD"), (&comparison.only_new, "NEW")] {
        for name in names {
            let _ = writeln!(text, "{}: only in {where_}\n", escape(name.as_bytes()));
        }
    }
    let (same, changed) = (comparison.same, comparison.changed.len());
    let one_sided = comparison.only_old.len() + comparison.only_new.len();
    let _ = writeln!(
        text,
        "{same} the same, {changed} with other verdicts, {one_sided} on one side only."
    );
    let unstable = comparison.unstable();
    if unstable > 0 {
        let _ = writeln!(
            text,
            "{unstable} verdicts are UNSTABLE: they changed, and the program and the checks did not. \
             Believe neither before you have repeated it:\n  \
             cargo xtask grade SUBMISSIONS --out DIR --fresh --reruns 3"
        );
    }
    text
}

fn submission(text: &mut String, changed: &Changed) {
    let cause = match changed.cause {
        Cause::OtherSource => "another source",
        Cause::UnknownSource => "a source that is not known",
        Cause::OtherChecks => "the same source, other checks",
        Cause::Nothing => "the same source and checks",
    };
    let points = |(score, most): (u32, u32)| format!("{score} of {most}");
    let _ = writeln!(
        text,
        "{}: {} points, before {}; {cause}",
        escape(changed.submission.as_bytes()),
        points(changed.new_points),
        points(changed.old_points),
    );
    for difference in &changed.differences {
        let _ = writeln!(
            text,
            "  {}: {}, before {}{}",
            place(difference),
            verdict(difference.new),
            verdict(difference.old),
            match difference.trust {
                Trust::Explained => String::new(),
                Trust::Unstable => "  UNSTABLE".to_owned(),
                Trust::Repeated(times) => format!("  (repeated {times} times, the same each time)"),
            }
        );
    }
    text.push('\n');
}

fn place(difference: &Difference) -> String {
    let place = match &difference.check {
        Some(check) => format!("{}::{check}", difference.step),
        None => difference.step.clone(),
    };
    escape(place.as_bytes())
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Absent => "not there",
        Verdict::Step(status) => word(status),
        Verdict::Check(CheckStatus::Passed) => "passed",
        Verdict::Check(CheckStatus::Failed) => "failed",
        Verdict::Check(CheckStatus::Skipped) => "skipped",
        Verdict::Check(CheckStatus::Inconclusive) => "inconclusive",
        Verdict::NotRun => "not run",
    }
}
