//! The commands that are programs of their own: handed over with all their arguments,
//! and with the exit status of who takes them.

mod common;

use common::{run, xtask};

#[test]
fn the_arguments_reach_the_other_tool() {
    let told = run(xtask().args(["export", "--help"]));
    assert_eq!(told.status, Some(0));
    assert!(told.stdout.contains("--format <FORMAT>"), "{}", told.stdout);
}

#[test]
fn the_exit_status_is_that_of_the_other_tool() {
    let told = run(xtask().args(["export", "--format", "pdf", "."]));
    assert_eq!(told.status, Some(2), "{}", told.stderr);
    let told = run(xtask().args(["export", "--format", "csv", "no/such/folder"]));
    assert_eq!(told.status, Some(3), "{}", told.stderr);
}

/// Nothing is compiled to say that.
#[test]
fn wrong_words_are_told_before_anything_is_handed_over() {
    for arguments in [["watch", "cleint"], ["trace", "cleint"]] {
        let told = run(xtask().args(arguments).env("CARGO", "/nowhere/cargo"));
        assert!(told.ends_with(2).stderr.contains("did you mean `client`?"), "{}", told.stderr);
    }
}

#[test]
fn that_cargo_is_missing_is_told() {
    for arguments in [["watch", "client"], ["trace", "client"], ["export", "."]] {
        let told = run(xtask().args(arguments).env("CARGO", "/nowhere/cargo"));
        let says_so = told.ends_with(3).stderr.contains("error: cannot run `/nowhere/cargo`: ");
        assert!(says_so, "{}", told.stderr);
    }
}

/// A cargo that says this on standard error, and fails.
#[cfg(unix)]
#[track_caller]
fn check_with_failing_cargo(says: &str, expected: &str) {
    use std::os::unix::fs::PermissionsExt;
    let folder = common::folder();
    let cargo = folder.path().join("cargo");
    let script = format!("#!/bin/sh\necho '{says}' >&2\nexit 101\n");
    std::fs::write(&cargo, script).expect("a script");
    let executable = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(&cargo, executable).expect("it is ours");
    let told = run(xtask()
        .args(["watch", "client"])
        .env("CARGO", &cargo)
        .env("CARGO_TARGET_DIR", folder.path().join("target")));
    told.ends_with(3);
    for part in ["Compiling `cargo xtask watch`, once", says, "cannot be compiled", expected] {
        assert!(told.stderr.contains(part), "no {part:?} in:\n{}", told.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_first_call_that_fails_says_what_to_do_next() {
    check_with_failing_cargo("    Updating crates.io index", "needs the network");
    check_with_failing_cargo("error: no space left", "not the fault of your programs");
}

/// Where there is no terminal, the watch prints lines until it is ended.
#[cfg(unix)]
#[test]
fn a_watch_is_ended_by_the_id_that_the_shell_knows() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{BufRead, BufReader};

    let tool = std::path::Path::new(env!("CARGO_BIN_EXE_xtask"));
    let mut watch = common::Running::start(tool, ["watch", "client"], |command| {
        command.current_dir(common::root()).env("CARGO_TARGET_DIR", common::target());
    });
    let line = BufReader::new(watch.stdout()).lines().next().expect("a line").expect("UTF-8");
    assert!(line.contains("client"), "{line}");
    let id = i32::try_from(watch.id()).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(id, Signal::INT).expect("it runs");
    assert_eq!(watch.wait().code(), Some(130));
}
