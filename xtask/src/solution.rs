//! `cargo xtask solution`: the reference solution beside the student's own, once
//! that has passed. The reasons are the solution's comments.

use crate::cli::SolutionOptions;
use crate::exit_code::Exit;
use crate::onward::Place;
use crate::{difference, notebook};

use anyhow::Context;
use course::step::Step;
use progress::Standing;
use report::data::StepStatus;
use std::fs;
use std::io;
use submission::exercises::Exercises;
use submission::{regular, workspace};

pub fn run(options: &SolutionOptions) -> anyhow::Result<Exit> {
    let step = options.step;
    if !options.spoil
        && let Some(text) = closed(step, Place::Shell)?
    {
        console::print(&text);
        return Ok(Exit::NotPassed);
    }
    console::print(&text(step)?);
    Ok(Exit::Passed)
}

/// What is said while the student is not to see it yet; `None` if the program has
/// passed as it is.
pub fn closed(step: Step, place: Place) -> anyhow::Result<Option<String>> {
    let onward = match place {
        Place::Shell => format!(
            "Then: cargo xtask check {step}\n\
             Stuck? cargo xtask hint {step}\n\
             To see it now: cargo xtask solution {step} --spoil\n"
        ),
        Place::Watch => format!(
            "Stuck? Press h.\n\
             To see it now, in another terminal: cargo xtask solution {step} --spoil\n"
        ),
    };
    let text = |why| {
        format!("The solution of {step} opens when your own program has passed: {why}.\n{onward}")
    };
    Ok(why_closed(step)?.map(text))
}

/// Why the student is not to see it yet; `None` if the program has passed as it is.
fn why_closed(step: Step) -> anyhow::Result<Option<&'static str>> {
    let progress = notebook::open()?;
    Ok(match progress.standing(step, &notebook::digest(step)?) {
        Standing::Unchecked => Some("it was not checked yet"),
        Standing::Changed(_) => Some("it was changed since the last check"),
        Standing::Current(last) if last.status == StepStatus::Passed => None,
        Standing::Current(_) => Some("the last check did not pass"),
    })
}

/// The solution beside the student's own.
pub fn text(step: Step) -> anyhow::Result<String> {
    let yours = Exercises::ours().of(step).join("src").join("main.rs");
    regular::expect(&yours)?;
    let own = match fs::read(&yours) {
        Ok(source) => String::from_utf8_lossy(&source).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", yours.display()));
        }
    };
    let file = workspace::solution(step)?.join("src").join("main.rs");
    let solution =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = difference::lines(&own, &solution);
    if lines.is_empty() {
        return Ok(format!("Your {step} is the solution, line by line.\n"));
    }
    Ok(format!(
        "-  only in yours,         exercises/{step}/src/main.rs\n\
         +  only in the solution,  solutions/{step}/src/main.rs\n\
         The comments say why. Another way that passes is as good.\n\n{lines}"
    ))
}
