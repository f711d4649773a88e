//! Gradescope, Exercism and GitHub Classroom: every kind of report makes a file that
//! their schema takes, and what is inconclusive is said to be.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{reports, tool};
use export::class;
use export::{exercism, github, gradescope};
use report::data::{Report, StepStatus};
use serde_json::{Value, json};

fn classroom(report: &Report) -> String {
    let decoded = STANDARD.decode(github::classroom(report)).expect("base64");
    String::from_utf8(decoded).expect("UTF-8")
}

/// All kinds of reports, valid by the schema, each with its file.
#[track_caller]
fn check(schema: &str, text: fn(&Report) -> String) -> Vec<(Report, Value)> {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let files = reports().into_iter().map(|report| {
        let file: Value = serde_json::from_str(&text(&report)).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", report.submission);
        (report, file)
    });
    files.collect()
}

#[track_caller]
fn tests(file: &Value) -> &[Value] {
    file["tests"].as_array().expect("a list of tests")
}

#[test]
fn gradescope_takes_every_report() {
    for (report, file) in check(include_str!("schemas/gradescope.json"), gradescope::results) {
        assert_eq!(file["score"], report.score);
        let sum: u64 = tests(&file).iter().filter_map(|test| test["score"].as_u64()).sum();
        assert_eq!(sum, u64::from(report.score));
        let is_open = class::standing(&report) == StepStatus::Inconclusive;
        let says = file["output"].as_str().unwrap().starts_with("Not a final result");
        assert_eq!(says, is_open, "{}", report.submission);
        let tags = tests(&file).iter().flat_map(|test| test["tags"].as_array().unwrap());
        assert_eq!(tags.filter(|tag| **tag == "inconclusive").count() > 0, is_open);
    }
}

#[test]
fn gradescope_shows_what_was_skipped_neither_as_passed_nor_as_failed() {
    let ann: Value = serde_json::from_str(&gradescope::results(&reports()[0])).unwrap();
    let skipped = &tests(&ann)[1];
    assert_eq!(skipped["tags"], json!(["client", "skipped"]));
    assert_eq!((skipped.get("status"), skipped.get("score")), (None, None));
}

#[test]
fn exercism_takes_every_report() {
    for (report, file) in check(include_str!("schemas/exercism.json"), exercism::results) {
        let expected = match class::standing(&report) {
            StepStatus::Passed => "pass",
            StepStatus::Failed => "fail",
            StepStatus::Inconclusive
            | StepStatus::NotStarted
            | StepStatus::Missing
            | StepStatus::BuildFailed => "error",
        };
        assert_eq!(file["status"], expected, "{}", report.submission);
    }
}

#[test]
fn exercism_gets_the_cut_output_of_a_program_with_a_word() {
    let hostile = reports().pop().unwrap();
    let file: Value = serde_json::from_str(&exercism::results(&hostile)).unwrap();
    let output = tests(&file)[0]["output"].as_str().unwrap();
    assert_eq!(output.chars().count(), 500);
    assert!(output.contains("… cut, of 1000"), "{output}");
}

#[test]
fn classroom_takes_every_report() {
    for (report, file) in check(include_str!("schemas/classroom.json"), classroom) {
        let sum: u64 = tests(&file).iter().filter_map(|test| test["score"].as_u64()).sum();
        assert_eq!((sum, &file["max_score"]), (u64::from(report.score), &json!(report.max_score)));
        let is_open = class::standing(&report) == StepStatus::Inconclusive;
        assert_eq!(file["status"] == "error", is_open, "{}", report.submission);
    }
}

#[test]
fn the_result_for_classroom_is_one_line_that_coreutils_decodes() {
    let Some(base64) = tool::find(&["base64"]) else { return };
    let file = tempfile::NamedTempFile::new().unwrap();
    let bob = &reports()[1];
    std::fs::write(file.path(), github::classroom(bob)).unwrap();
    let output = tool::succeeds(tool::command(base64).arg("--decode").arg(file.path()));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), classroom(bob));
    assert!(!github::classroom(bob).contains('\n'));
}
