//! Colour: where it is wanted and the terminal has it, and nowhere else.

mod common;

use common::{run, xtask};

const COLOUR: &str = "\x1b[";

/// The output of a check that passes, with these arguments and environment.
fn coloured(arguments: &[&str], environment: &[(&str, &str)]) -> bool {
    let told = run(xtask()
        .args(["check", "--solutions", "client", "--check", "prints_the_greeting"])
        .args(arguments)
        .envs(environment.iter().copied()));
    told.ends_with(0).stdout.contains(COLOUR)
}

#[test]
fn colour_is_there_when_it_is_asked_for() {
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "the option is nearer");
}

#[test]
fn a_pipe_gets_no_colour() {
    assert!(!coloured(&[], &[]));
    assert!(!coloured(&["--color", "auto"], &[]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_colour_unless_it_has_none_or_nobody_wants_it() {
    const IN_TERMINAL: &str =
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let Some(python) = common::python() else {
        return;
    };
    let is_coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = assert_cmd::Command::new(&python);
        command
            .args(["-c", IN_TERMINAL, env!("CARGO_BIN_EXE_xtask"), "check", "--solutions"])
            .args(["client", "--check", "prints_the_greeting"])
            .args(arguments)
            .env_remove("NO_COLOR")
            .env("CARGO_TARGET_DIR", common::target())
            .env("TERM", "xterm")
            .envs(environment.iter().copied())
            .timeout(common::LONGEST);
        run(&mut command).ends_with(0).stdout.contains(COLOUR)
    };
    common::solution(course::step::Step::Client);
    assert!(is_coloured(&[], &[]));
    assert!(!is_coloured(&[], &[("NO_COLOR", "1")]));
    assert!(!is_coloured(&[], &[("TERM", "dumb")]));
    assert!(!is_coloured(&["--color", "never"], &[]));
}
