//! Ctrl-C and its like: the tool ends with 130, and of the run neither process
//! nor file is left.
#![cfg(target_os = "linux")]

mod common;

use common::Running;
use common::script::{IGNORES_SIGNALS, Script, daemon};
use rustix::process::Signal;
use std::fs;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};

/// Starts a check through env(1), which says how signals are taken at the start.
fn checking(
    program: &str,
    signals: &str,
    prepare: impl FnOnce(&mut std::process::Command),
) -> Running {
    let check = ["check", "client", "--color", "never", "--program", program];
    let words = [signals, env!("CARGO_BIN_EXE_xtask")].into_iter().chain(check);
    Running::start(Path::new("env"), words, prepare)
}

/// Waits until something runs that is not the check, and has the script in its command.
#[track_caller]
fn wait_for_program(check: &Running, script: &Script) {
    common::until("the program's start", || {
        let processes = common::processes_with(script.marker());
        processes.iter().any(|(id, _)| *id != check.id()).then_some(())
    });
}

/// Starts a check in a folder of its own, sends it a signal when what it has
/// started is there, and waits for its end.
#[track_caller]
fn interrupted_with(
    signal: Signal,
    script: &Script,
    prepare: impl FnOnce(&mut std::process::Command, &Path),
) {
    let (here, temporary) = (common::folder(), common::folder());
    let program = script.command_line();
    let mut tool = checking(&program, "--default-signal=HUP,INT", |command| {
        command
            .current_dir(here.path())
            .env("CARGO_TARGET_DIR", common::target())
            .env("TMPDIR", temporary.path())
            .stderr(std::process::Stdio::piped());
        prepare(command, here.path());
    });
    wait_for_program(&tool, script);
    let id = i32::try_from(tool.id()).ok().and_then(rustix::process::Pid::from_raw);
    rustix::process::kill_process(id.expect("a process id"), signal).expect("it runs");
    let status = tool.wait();
    let (mut stdout, mut stderr) = (String::new(), String::new());
    tool.stdout().read_to_string(&mut stdout).expect("UTF-8");
    tool.stderr().read_to_string(&mut stderr).expect("UTF-8");
    script.is_gone();
    assert_eq!((status.code(), status.signal()), (Some(130), None), "{stdout}{stderr}");
    assert!(stderr.contains("interrupted"), "{stderr}");
    // That a program was ended by us is no verdict on it.
    assert!(!stdout.contains("FAIL"), "{stdout}");
    for folder in [here.path(), temporary.path()] {
        assert_eq!(common::files_below(folder), <[PathBuf; 0]>::default());
    }
}

#[test]
fn an_interrupt_ends_all_programs() {
    // Build first: the references, so that the program is started soon.
    common::check(["client", "--check", "describes_its_arguments", "--program", "true"]);
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let Some(script) = Script::new(IGNORES_SIGNALS) else {
            return;
        };
        interrupted_with(signal, &script, |_, _| ());
    }
}

/// As behind nohup(1): the terminal may be closed, and the check goes on.
#[test]
fn a_hangup_that_is_ignored_at_the_start_stays_ignored() {
    let Some(script) = Script::new(IGNORES_SIGNALS) else {
        return;
    };
    let tool = checking(&script.command_line(), "--ignore-signal=HUP", |command| {
        command.current_dir(common::root()).env("CARGO_TARGET_DIR", common::target());
    });
    wait_for_program(&tool, &script);
    let status = fs::read_to_string(format!("/proc/{}/status", tool.id())).unwrap();
    let taken = |how: &str, signal: Signal| {
        let mask = status.lines().find_map(|line| line.strip_prefix(how)).unwrap().trim();
        u64::from_str_radix(mask, 16).unwrap() & (1 << (signal.as_raw() - 1)) != 0
    };
    assert!(taken("SigIgn:", Signal::HUP) && !taken("SigCgt:", Signal::HUP), "{status}");
    assert!(taken("SigCgt:", Signal::TERM), "{status}");
    drop(tool);
    script.is_gone();
}

#[test]
fn an_interrupt_ends_daemons_too() {
    let Some(script) =
        Script::new(&daemon("time.sleep(1000)").replace("os.wait()", "time.sleep(1000)"))
    else {
        return;
    };
    interrupted_with(Signal::INT, &script, |_, _| ());
}

#[test]
fn an_interrupt_ends_cargo_too() {
    let Some(script) = Script::new(IGNORES_SIGNALS) else {
        return;
    };
    let cargo = script.folder.path().join("cargo");
    fs::write(&cargo, format!("#!/bin/sh\n{}\n", script.command_line())).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&cargo, mode).unwrap();
    interrupted_with(Signal::INT, &script, |command, _| {
        command.env("CARGO", &cargo);
    });
}

#[test]
fn an_interrupt_leaves_no_half_written_report() {
    let Some(script) = Script::new(IGNORES_SIGNALS) else {
        return;
    };
    interrupted_with(Signal::INT, &script, |command, here| {
        command.arg("--json").arg(here.join("report.json"));
    });
}
