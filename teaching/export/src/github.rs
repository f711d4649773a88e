//! GitHub: the result that Classroom's reporter sums up, annotations for the log of
//! an Actions run, and its step summary. What a program printed reaches a log only
//! inside an annotation's escaped message, so it cannot be a command there.

use crate::case::{self, Case, Outcome};
use crate::class;
use crate::feedback::{self, NOT_FINAL};
use crate::text;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use report::data::{Report, StepStatus};
use serde::Serialize;

/// Annotations that GitHub shows of one step of a job; the others it drops
/// silently. <https://docs.github.com/en/rest/checks/runs>
const MOST_ANNOTATIONS: usize = 10;
/// The most bytes of a step summary. Above it GitHub refuses all of it.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits>
const LARGEST_SUMMARY: usize = 1024 * 1024;
/// The most characters of an annotation's message: it is for a glance, the
/// summary has the rest.
const LONGEST_ANNOTATION: usize = 1000;

#[derive(Debug, Serialize)]
struct ClassroomResult {
    version: u32,
    status: Status,
    max_score: u32,
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
    score: u32,
    message: String,
    test_code: String,
    filename: String,
    line_no: u32,
    /// Milliseconds.
    duration: u64,
}

/// The grader step's output `result`: base64 of JSON, without a line end.
/// A check that this machine cannot run is left out: there is no word for it
/// there, and it is not passed. The summary names it.
#[must_use]
pub fn classroom(report: &Report) -> String {
    let tests = case::cases(report).into_iter().filter_map(|case| {
        let (status, message) = match &case.outcome {
            Outcome::Passed => (Status::Pass, String::new()),
            Outcome::Failed(failure) => (Status::Fail, failure.text.clone()),
            Outcome::NotRun(reason) => (Status::Fail, reason.clone()),
            Outcome::Skipped(_) => return None,
            Outcome::Inconclusive(reason) => {
                (Status::Error, format!("the grader failed here, not the program: {reason}"))
            }
        };
        Some(Test {
            name: case.name(),
            status,
            score: case.score,
            message,
            test_code: case.title.clone(),
            filename: source_file(&case),
            line_no: 0,
            duration: case.duration_ms,
        })
    });
    let result = ClassroomResult {
        version: 1,
        status: match class::standing(report) {
            StepStatus::Passed => Status::Pass,
            StepStatus::Inconclusive => Status::Error,
            StepStatus::Failed
            | StepStatus::NotStarted
            | StepStatus::Missing
            | StepStatus::BuildFailed => Status::Fail,
        },
        max_score: report.max_score,
        tests: tests.collect(),
    };
    STANDARD.encode(serde_json::to_string(&result).expect("only texts and numbers"))
}

fn source_file(case: &Case) -> String {
    format!("exercises/{}/src/main.rs", case.step)
}

/// The lines for the log, inconclusive ones first.
#[must_use]
pub fn annotations(report: &Report) -> String {
    let (mut lines, mut failures) = (Vec::new(), Vec::new());
    for case in case::cases(report) {
        match &case.outcome {
            Outcome::Inconclusive(reason) => {
                let message = format!("the grader failed, not the program: {reason}");
                lines.push(annotation("warning", &case, "inconclusive", &message));
            }
            Outcome::Failed(failure) => {
                let message = format!("{}\nNext: {}", failure.summary, failure.next);
                failures.push(annotation("error", &case, &failure.kind, &message));
            }
            Outcome::Passed | Outcome::NotRun(_) | Outcome::Skipped(_) => {}
        }
    }
    lines.extend(failures);
    if lines.len() > MOST_ANNOTATIONS {
        let left_out = lines.len() - (MOST_ANNOTATIONS - 1);
        lines.truncate(MOST_ANNOTATIONS - 1);
        lines.push(format!("::notice title=Handshake::{left_out} more are in the step summary"));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn annotation(level: &str, case: &Case, kind: &str, message: &str) -> String {
    let message = text::cut_characters(message, LONGEST_ANNOTATION);
    format!(
        "::{level} file={},title={}::{}",
        property(&source_file(case)),
        property(&format!("{} · {kind}", case.name())),
        data(&message)
    )
}

/// Escapes a message as the runner unescapes it.
/// <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property as the runner unescapes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The step summary, in Markdown.
#[must_use]
pub fn summary(report: &Report) -> String {
    let mut markdown = format!("## Handshake: {} of {} points\n\n", report.score, report.max_score);
    if class::standing(report) == StepStatus::Inconclusive {
        markdown.push_str(&format!("**{}**\n\n", NOT_FINAL.trim_end()));
    }
    markdown.push_str("| Step | Status | Points |\n|---|---|---|\n");
    for step in &report.steps {
        let (name, status) = (text::line(&step.step), class::word(step.status));
        markdown.push_str(&format!(
            "| {} | {status} | {} of {} |\n",
            name.replace('|', "\\|"),
            step.score,
            step.max_score
        ));
    }
    let head = format!("{markdown}\n");
    let room = LARGEST_SUMMARY - head.len().min(LARGEST_SUMMARY);
    head + &fenced(&feedback::feedback(report), room)
}

/// A text as it is, in a block that nothing in it can end, in at most `most` bytes.
fn fenced(text: &str, most: usize) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest.max(2) + 1);
    // Two fences, the word "text", line ends.
    let room = most.saturating_sub(2 * fence.len() + 8);
    format!("{fence}text\n{}\n{fence}\n", text::cut_bytes(text, room).trim_end())
}
