//! The results of an Exercism test runner, version 3, one for each submission.
//! <https://github.com/exercism/docs/blob/main/building/tooling/test-runners/interface.md>

use crate::case::{self, Case, Outcome};
use crate::class;
use crate::feedback::NOT_FINAL;
use crate::text;
use course::step::Step;
use report::data::{Report, StepReport, StepStatus};
use serde::Serialize;

/// The most characters of a message.
const LONGEST_MESSAGE: usize = 65_535;
/// The most characters of what a program printed.
const LONGEST_OUTPUT: usize = 500;

#[derive(Debug, Serialize)]
struct Results {
    version: u32,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    tests: Vec<Test>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Pass,
    Fail,
    Error,
}

#[derive(Debug, Serialize)]
struct Test {
    name: String,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    test_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_id: Option<usize>,
}

/// The text of the file.
#[must_use]
pub fn results(report: &Report) -> String {
    let tests = report
        .steps
        .iter()
        .flat_map(|step| case::of_step(step).into_iter().filter_map(move |case| test(step, &case)));
    let (status, message) = outcome(report);
    let results = Results {
        version: 3,
        status,
        message: message.map(|message| text::cut_characters(&message, LONGEST_MESSAGE)),
        tests: tests.collect(),
    };
    serde_json::to_string_pretty(&results).expect("only texts and numbers") + "\n"
}

fn outcome(report: &Report) -> (Status, Option<String>) {
    match class::standing(report) {
        StepStatus::Passed => (Status::Pass, None),
        StepStatus::Inconclusive => (Status::Error, Some(NOT_FINAL.trim_end().to_owned())),
        StepStatus::Failed => (Status::Fail, None),
        // Nothing ran.
        StepStatus::NotStarted | StepStatus::Missing | StepStatus::BuildFailed => {
            let failed = case::cases(report).into_iter().map(|case| match case.outcome {
                Outcome::Failed(failure) => {
                    format!("{}: {}\n{}", case.step, failure.summary, failure.text)
                }
                Outcome::Passed
                | Outcome::NotRun(_)
                | Outcome::Skipped(_)
                | Outcome::Inconclusive(_) => String::new(),
            });
            (Status::Error, Some(failed.collect::<Vec<_>>().join("\n\n")))
        }
    }
}

fn test(step: &StepReport, case: &Case) -> Option<Test> {
    let (status, message) = match &case.outcome {
        Outcome::Passed => (Status::Pass, None),
        Outcome::Failed(failure) => (Status::Fail, Some(failure.text.clone())),
        Outcome::NotRun(reason) => (Status::Fail, Some(reason.clone())),
        Outcome::Inconclusive(reason) => {
            (Status::Error, Some(format!("the grader failed here, not the program: {reason}")))
        }
        // There is no word for it there, and it is not passed.
        Outcome::Skipped(_) => return None,
    };
    let printed = step.checks.iter().find(|check| Some(&check.id) == case.check.as_ref());
    let printed = printed.and_then(|check| Some(check.finding.as_ref()?.program_output.as_str()));
    let place = Step::ALL.iter().position(|known| known.name() == step.step);
    Some(Test {
        name: format!("{}: {}", case.step, case.title),
        status,
        message: message.map(|message| text::cut_characters(&message, LONGEST_MESSAGE)),
        output: printed
            .filter(|printed| !printed.is_empty())
            .map(|printed| text::cut_characters(&text::lines(printed), LONGEST_OUTPUT)),
        test_code: match &case.check {
            Some(check) => format!("cargo xtask check {} --check {check}", case.step),
            None => format!("cargo xtask check {}", case.step),
        },
        task_id: place.map(|place| place + 1),
    })
}
