//! Gradescope's `results.json`, one for each submission.
//! <https://gradescope-autograders.readthedocs.io/en/latest/specs/>

use crate::case::{self, Case, Outcome};
use crate::class;
use crate::feedback::NOT_FINAL;
use report::data::{Report, StepStatus};
use serde::Serialize;

/// The file.
#[derive(Debug, Serialize)]
struct Results {
    score: u32,
    /// Seconds.
    execution_time: f64,
    output: String,
    output_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    tests: Vec<Test>,
    extra_data: ExtraData,
}

/// For whoever reads the results by a program.
#[derive(Debug, Serialize)]
struct ExtraData {
    status: &'static str,
    max_score: u32,
    seed: u64,
    course_version: String,
    sandbox: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Test {
    name: String,
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    output: String,
    output_format: &'static str,
    tags: Vec<String>,
    visibility: &'static str,
}

/// The text of the file.
#[must_use]
pub fn results(report: &Report) -> String {
    let standing = class::standing(report);
    let points = format!("{} of {} points, seed {}", report.score, report.max_score, report.seed);
    let output = match standing {
        StepStatus::Inconclusive => format!("{NOT_FINAL}So far: {points}"),
        StepStatus::Passed
        | StepStatus::Failed
        | StepStatus::NotStarted
        | StepStatus::Missing
        | StepStatus::BuildFailed => points,
    };
    let results = Results {
        score: report.score,
        execution_time: std::time::Duration::from_millis(report.duration_ms).as_secs_f64(),
        output,
        output_format: "text",
        visibility: "visible",
        // Nothing of a program goes there, but what a grader prints is not for students.
        stdout_visibility: "hidden",
        tests: tests(report),
        extra_data: ExtraData {
            status: class::word(standing),
            max_score: report.max_score,
            seed: report.seed,
            course_version: report.course_version.clone(),
            sandbox: report.sandbox.clone(),
        },
    };
    serde_json::to_string_pretty(&results).expect("only texts and numbers") + "\n"
}

fn tests(report: &Report) -> Vec<Test> {
    let (mut tests, mut step, mut place) = (Vec::new(), (0, String::new()), 0);
    for case in case::cases(report) {
        if case.step != step.1 {
            (step, place) = ((step.0 + 1, case.step.clone()), 0);
        }
        place += 1;
        tests.push(test(&case, format!("{}.{place}", step.0)));
    }
    tests
}

fn test(case: &Case, number: String) -> Test {
    let (status, output, tag) = match &case.outcome {
        Outcome::Passed => (Some("passed"), String::new(), None),
        Outcome::Failed(failure) => {
            (Some("failed"), failure.text.clone(), Some(failure.kind.clone()))
        }
        Outcome::NotRun(reason) => (Some("failed"), reason.clone(), Some("not-run".to_owned())),
        // Neither green nor red: it says nothing about the program.
        Outcome::Skipped(reason) => {
            let output = format!("Skipped; it does not count: {reason}");
            (None, output, Some("skipped".to_owned()))
        }
        // Without a status it would show as passed.
        Outcome::Inconclusive(reason) => {
            let output = format!(
                "Inconclusive: the grader failed here, not the program. It does not count, and \
                 has to be graded again. The reason: {reason}"
            );
            (Some("failed"), output, Some("inconclusive".to_owned()))
        }
    };
    let counts = !matches!(case.outcome, Outcome::Skipped(_) | Outcome::Inconclusive(_));
    Test {
        name: format!("{}: {}", case.step, case.title),
        number,
        score: counts.then_some(case.score),
        max_score: counts.then_some(case.max_score),
        status,
        output,
        output_format: "text",
        tags: std::iter::once(case.step.clone()).chain(tag).collect(),
        visibility: "visible",
    }
}
