//! What a student does next: never a dead end.

use crate::notebook;
use crate::standing::{self, State, StepStanding};
use course::step::Step;
use report::data::{Report, StepStatus};

/// Where a student reads what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the shell, where commands are typed.
    Shell,
    /// In `cargo xtask watch`, where keys are pressed.
    Watch,
}

/// The next thing to do, and the command that shows whether it is done.
pub fn text(standings: &[StepStanding]) -> String {
    let Some(next) = standings.iter().find(|standing| standing.state != State::Passed) else {
        return match standings.iter().find(|standing| standing.is_changed) {
            Some(changed) => format!(
                "All steps have passed; {step} was changed since.\nThen: cargo xtask check {step}\n",
                step = changed.step
            ),
            None => "All steps have passed.\nThen: cargo xtask submit\n".to_owned(),
        };
    };
    let StepStanding { step, state, .. } = next;
    let folder = format!("exercises/{step}");
    let what = match state {
        State::NotStarted => {
            format!("read {folder}/README.md, then write your parts in {folder}/src/main.rs")
        }
        State::Missing => {
            return format!(
                "Next: {step}: there is no {folder}/src/main.rs; have the stub put back\nThen: cargo xtask reset {step}\n"
            );
        }
        State::Unreadable(_) => format!("make it possible to read {folder}/src/main.rs"),
        State::Unchecked => format!("check what you have written in {folder}/src/main.rs"),
        State::Failed | State::BuildFailed => format!("go on in {folder}/src/main.rs"),
        State::Inconclusive => {
            return format!(
                "Next: {step}: this machine or the grader was at fault; see what is missing\nThen: cargo xtask doctor\n"
            );
        }
        State::Passed => return String::new(),
    };
    format!("Next: {step}: {what}\nThen: cargo xtask check {step}\n{}", stuck(*step))
}

/// What follows a check of the reference solutions.
pub const AFTER_SOLUTIONS: &str = "These were the reference solutions. Yours: cargo xtask\n";

/// Where help is.
fn stuck(step: Step) -> String {
    format!("Stuck? cargo xtask hint {step}\n")
}

/// What follows the summary of a check of the student's own exercises: help
/// where something failed, the next step where all that was asked for passed.
pub fn after_check(report: &Report) -> String {
    let failed = report.steps.iter().find(|step| step.status != StepStatus::Passed);
    match failed {
        Some(failed) if failed.status == StepStatus::Failed => {
            Step::from_name(&failed.step).map_or_else(String::new, stuck)
        }
        Some(_) => String::new(),
        None => notebook::open()
            .map(|progress| text(&standing::of_all(&progress)))
            // That the progress cannot be kept was told already.
            .unwrap_or_default(),
    }
}
