//! What becomes of a command whose words cannot be written: it does its work, says so,
//! and never panics.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::{Classroom, PROGRESS};
use common::{Running, Told, program_of};
use std::fs::File;
use std::io::Read;
use std::process::Stdio;

/// Every command that prints something, as it can be called without a build.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["list"],
    &["list", "--json"],
    &["hint", "client"],
    &["check", "client"],
    &["watch", "client", "--plain"],
    &["reset", "client"],
    &["solution", "client", "--spoil"],
    &["submit"],
    &["doctor"],
    &["completions", "bash"],
    &["--help"],
];

/// Runs a command with this standard output.
fn told(classroom: &Classroom, arguments: &[&str], stdout: impl Into<Stdio>) -> Told {
    let tool = program_of(arguments.first().copied());
    let mut running = Running::start(&tool, arguments, |command| {
        command
            .current_dir(classroom.root())
            .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
            .env("CARGO_TARGET_DIR", classroom.path("target"))
            .stdout(stdout)
            .stderr(Stdio::piped());
    });
    let mut stderr = String::new();
    running.stderr().read_to_string(&mut stderr).expect("UTF-8");
    Told { status: running.wait().code(), stdout: String::new(), stderr }
}

#[test]
fn what_cannot_be_written_ends_every_command_with_a_line_and_status_3() {
    let classroom = Classroom::new();
    for command in COMMANDS {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let told = told(&classroom, command, full);
        assert_eq!(told.status, Some(3), "{command:?}: {}", told.stderr);
        let lines: Vec<&str> = told.stderr.lines().collect();
        let is_last = lines
            .last()
            .is_some_and(|line| line.starts_with("error: cannot write to standard output: "));
        assert!(is_last && !told.stderr.contains("panicked"), "{command:?}: {lines:?}");
    }
}

/// As with `| head -1`, whose end comes before that of the command.
#[test]
fn a_pipe_that_is_closed_ends_every_command_quietly() {
    let classroom = Classroom::new();
    for command in COMMANDS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let told = told(&classroom, command, writer);
        let is_quiet = told.stderr.is_empty() || *command == ["completions", "bash"];
        assert!(is_quiet, "{command:?}: {}", told.stderr);
        // As it would have ended otherwise: untouched stubs do not pass.
        assert!(matches!(told.status, Some(0 | 1)), "{command:?}: {:?}", told.status);
    }
}

#[test]
fn the_work_is_done_though_nobody_hears_of_it() {
    let classroom = Classroom::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    told(&classroom, &["check", "client"], writer);
    assert!(classroom.read(PROGRESS).contains("not-started"));
}
