//! Where programs cannot be traced, since a container forbids it or a debugger has
//! taken them: `check` gives the same verdicts, and `trace` says what it does instead.
#![cfg(target_os = "linux")]

mod common;

use common::{command_line, corpus_program, run, xtask};
use std::ffi::OsString;
use std::path::Path;

/// The words to start the tool with, so that it and its programs cannot make this
/// system call.
fn forbidden(call: &str) -> Option<Vec<OsString>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/forbid.py");
    let words = common::python().map(|python| vec![python.into(), script.into(), call.into()]);
    usable(words, "there is no Python, or no seccomp")
}

/// There can be only one tracer: strace follows all that the tool starts, and lets
/// them go at full speed but at one call, which nobody makes.
fn debugged() -> Option<Vec<OsString>> {
    let options = ["-f", "--seccomp-bpf", "-e", "trace=acct", "-e", "signal=none"];
    let words = common::installed("strace").map(|strace| {
        let strace = [strace.into()].into_iter().chain(options.map(OsString::from));
        strace.chain(["-o".into(), "/dev/null".into()]).collect()
    });
    usable(words, "there is no strace that can trace here")
}

/// These words, if `true` can be started behind them.
fn usable(words: Option<Vec<OsString>>, why_not: &str) -> Option<Vec<OsString>> {
    let usable = words.filter(|words| {
        let truth = common::installed("true").expect("there is a program true");
        behind(words, truth).output().is_ok_and(|output| output.status.success())
    });
    if usable.is_none() {
        common::skipped(why_not);
    }
    usable
}

fn behind(words: &[OsString], program: impl Into<OsString>) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(&words[0]);
    command
        .current_dir(common::root())
        .env("CARGO_TARGET_DIR", common::target())
        .env("LANG", "C.UTF-8")
        .args(&words[1..])
        .arg(program.into())
        .timeout(common::LONGEST_WITH_BUILD);
    command
}

#[track_caller]
fn trace_says(words: &[OsString], why: &str) {
    let mut command = behind(words, common::program_of(Some("trace")));
    let told = run(command.args(["trace", "client", "--solutions"]));
    told.ends_with(0).says(&["Calls were not traced", why, "and the grader"]);
}

/// The id and verdict of each check, and the mistake.
#[track_caller]
fn verdicts(command: &mut assert_cmd::Command, step: &str, program: &str) -> Vec<String> {
    let folder = common::folder();
    let file = folder.path().join("report.json");
    let told = run(command
        .args(["check", step, "--seed", "7", "--color", "never", "--program", program, "--json"])
        .arg(&file));
    let text = std::fs::read_to_string(&file);
    let report: serde_json::Value = text
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_else(|| panic!("no report:\n{}\n{}", told.stdout, told.stderr));
    let checks = report["steps"][0]["checks"].as_array().expect("checks");
    let verdict = |check: &serde_json::Value| {
        format!("{} {} {}", check["id"], check["status"], check["finding"]["mistake"])
    };
    checks.iter().map(verdict).collect()
}

/// Programs whose verdicts depend on what the system says of them: whether they have
/// read, and what they wait in.
#[track_caller]
fn verdicts_are_the_same(words: &[OsString]) {
    for (step, program) in [
        ("client", corpus_program("wrong/client/one_read")),
        ("greeting-server", corpus_program("wrong/greeting-server/reads_first")),
        ("greeting-server", command_line([common::solution(course::step::Step::GreetingServer)])),
    ] {
        let free = verdicts(&mut xtask(), step, &program);
        let held = verdicts(&mut behind(words, env!("CARGO_BIN_EXE_xtask")), step, &program);
        assert_eq!(held, free, "{program}");
    }
}

#[test]
fn where_ptrace_is_forbidden_the_grader_is_the_peer() {
    let Some(words) = forbidden("ptrace") else { return };
    trace_says(&words, "the system does not let one program trace another (ptrace)");
}

/// A picture without addresses and bytes would be none.
#[test]
fn where_memory_cannot_be_read_the_grader_is_the_peer() {
    let Some(words) = forbidden("process_vm_readv") else { return };
    trace_says(&words, "the system does not let one program read another's memory");
}

#[test]
fn under_a_debugger_the_grader_is_the_peer() {
    let Some(words) = debugged() else { return };
    trace_says(&words, "traces this program already");
}

#[test]
fn verdicts_are_the_same_where_ptrace_is_forbidden() {
    let Some(words) = forbidden("ptrace") else { return };
    verdicts_are_the_same(&words);
}

#[test]
fn verdicts_are_the_same_under_a_debugger() {
    let Some(words) = debugged() else { return };
    verdicts_are_the_same(&words);
}
