//! The feedback text of a student: what `cargo xtask check` says on a terminal,
//! without colour, with a head that says what it is. Knows no other format.

use crate::class;
use crate::text;
use report::data::{Report, StepStatus};
use report::terminal;

/// The whole text.
#[must_use]
pub fn feedback(report: &Report) -> String {
    let mut body = String::new();
    for step in &report.steps {
        body.push_str(&terminal::heading(&step.step));
        step.checks.iter().for_each(|check| body.push_str(&terminal::check(check)));
        body.push_str(&terminal::step(step, terminal::COLUMNS));
    }
    let again = |step: &str| format!("cargo xtask check {step}");
    let folder = |step: &str| format!("exercises/{step}");
    body.push_str(&terminal::summary(report, &again, &folder));
    let head = format!(
        "Feedback for {}\nGraded {} with the checks {}\n",
        text::line(&report.submission),
        text::line(&report.started),
        text::line(&report.course_version),
    );
    let warning = match class::standing(report) {
        StepStatus::Inconclusive => NOT_FINAL,
        StepStatus::Passed
        | StepStatus::Failed
        | StepStatus::NotStarted
        | StepStatus::Missing
        | StepStatus::BuildFailed => "",
    };
    format!("{head}{warning}\n{}\n", text::lines(&terminal::plain(&body)))
}

/// What is said of a submission that could not be graded to the end.
pub const NOT_FINAL: &str = "Not a final result: the grader, not the program, failed in some \
checks. They do not count, and have to be graded again.\n";
