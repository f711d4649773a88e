//! What becomes of a command whose words cannot be written: it does its work, says so, and
//! never panics.
#![cfg(target_os = "linux")]

mod course;

use self::course::{Course, SOLUTION};
use report::data::StepStatus;
use std::fs::File;
use std::io::Read;
use std::process::{Child, Command, Stdio};

/// Grades, with these outputs.
#[expect(clippy::disallowed_methods, reason = "assert_cmd reads both outputs to their end")]
fn grading(course: &Course, stdout: impl Into<Stdio>, stderr: impl Into<Stdio>) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
    command.args(course.words(&course.out())).stdout(stdout).stderr(stderr).spawn().unwrap()
}

#[track_caller]
fn has_passed(course: &Course, name: &str) {
    assert_eq!(course.report(name).steps[0].status, StepStatus::Passed, "{name}");
}

#[test]
fn a_full_disk_behind_standard_output_is_told_and_costs_no_result() {
    let course = Course::new();
    course.hand_in("ann", SOLUTION);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut grading = grading(&course, full, Stdio::piped());
    let mut told = String::new();
    grading.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(grading.wait().unwrap().code(), Some(3), "{told}");
    let last = told.lines().last().unwrap_or_default();
    assert!(last.starts_with("error: cannot write to standard output: "), "{told}");
    has_passed(&course, "ann");
}

/// As with `2>&1 | head -1`: whoever reads no more must not end the grading.
#[test]
fn outputs_that_nobody_reads_end_nothing() {
    let course = Course::new();
    for name in ["ann", "bob"] {
        course.hand_in(name, &format!("{SOLUTION}// {name}\n"));
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut grading = grading(&course, writer.try_clone().unwrap(), writer);
    assert_eq!(grading.wait().unwrap().code(), Some(0));
    for name in ["ann", "bob"] {
        has_passed(&course, name);
    }
}
