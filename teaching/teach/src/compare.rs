//! `compare OLD NEW`: what grading again changed, for each submission and check. What
//! changed without a cause is repeated before it counts.

use crate::exit_code::Exit;
use crate::export::tell;
use crate::repetition::{Obstacle, Plan};
use crate::workplace::Confine;
use ::export::class::Class;
use ::export::comparison::{
    Cause, Changed, Comparison, Difference, Points, Trust, Verdict, compare,
};
use ::export::folder;
use clap::Args;
use console::interrupt;
use course::show::escape;
use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What differs once in a hundred runs cannot be found by running.
const MOST_REPETITIONS: i64 = 100;

#[derive(Debug, Args)]
pub struct CompareOptions {
    /// The folder of the results before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The folder of the results now
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Write the differences to a file, too (handshake.comparison.v1)
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How often a verdict that changed without a cause is repeated, from the sources in NEW
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(..=MOST_REPETITIONS))]
    repeat: u32,
    /// How submissions are confined when they are repeated; with `none` they have your rights, files and network
    #[arg(long, value_name = "KIND", default_value = "auto")]
    sandbox: Confine,
}

pub fn run(options: &CompareOptions) -> Result<Exit, Box<dyn Error>> {
    let (old, mut damaged) = folder::read(&options.old)?;
    let (new, more) = folder::read(&options.new)?;
    damaged.extend(more);
    let mut comparison = compare(&old, &new);
    let notes = repeat(options, &new, &mut comparison);
    interrupt::hold();
    console::print(&text(&comparison));
    if let Some(file) = &options.json {
        folder::write_file(file, &serde_json::to_string_pretty(&comparison)?)?;
    }
    tell(&notes, &damaged);
    Ok(if !damaged.is_empty() {
        Exit::NotAll
    } else if comparison.is_the_same() {
        Exit::Done
    } else {
        Exit::Different
    })
}

/// Repeats what is unstable, as far as that is possible here. Gives what was not.
fn repeat(options: &CompareOptions, new: &Class, comparison: &mut Comparison) -> Vec<String> {
    if options.repeat == 0 || comparison.unstable() == 0 {
        return Vec::new();
    }
    let plan = Plan::new(&options.new, new, comparison.unstable_submissions());
    let mut notes: Vec<String> = plan
        .left_out
        .iter()
        .map(|(file, obstacle)| {
            let why = match obstacle {
                Obstacle::NoSource => "there is no source of it in NEW/sources",
                Obstacle::OtherChecks => "this version of the course has other checks",
            };
            format!("{file} was not repeated: {why}")
        })
        .collect();
    if !plan.is_empty() {
        match plan.carry_out(options.repeat, options.sandbox) {
            Ok(again) => comparison.weigh(&again),
            Err(error) => notes.push(format!("nothing was repeated: {error}")),
        }
    }
    notes
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
             Believe neither\nthe old nor the new one: a person has to look."
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
    let points = |points: Points| format!("{} of {}", points.score, points.max_score);
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
            trust(difference.trust),
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

fn trust(trust: Trust) -> String {
    match trust {
        Trust::Explained => String::new(),
        Trust::Unstable { repeated: 0, .. } => "  UNSTABLE (not repeated)".to_owned(),
        Trust::Unstable { repeated, held } => {
            format!("  UNSTABLE (repeated {repeated} times, the same in {held} of them)")
        }
        Trust::Held { repeated } => format!("  (repeated {repeated} times, the same each time)"),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Absent => "not there",
        Verdict::NotRun => "not run",
        Verdict::Step(_) | Verdict::Check(_) => verdict.word(),
    }
}
