//! Hostile programs. However they behave, the check ends, says what happened,
//! and leaves no process behind.
#![cfg(unix)]

mod common;

use common::script::{IGNORES_SIGNALS, Script, daemon};
use common::{LONGEST, Told, check_command, run};
use std::time::Instant;

/// Has a check made of a script, which fails and says so.
#[track_caller]
fn check(source: &str, step: &str, id: &str, says: &[&str]) -> Option<Told> {
    let script = Script::new(source)?;
    let start = Instant::now();
    let program = script.command_line();
    let told = run(check_command([step, "--check", id, "--program", &program]).timeout(LONGEST));
    script.is_gone();
    assert!(start.elapsed() < LONGEST, "took {:?}", start.elapsed());
    told.ends_with(1).says(&["FAIL"]).says(says);
    Some(told)
}

const CONNECTS: &str = "connects_to_host_and_port";
const LISTENS: &str = "listens_on_the_given_port";

#[test]
fn a_gigabyte_of_output_is_cut_off() {
    let source = "
import sys
while True:
    sys.stdout.buffer.write(b'x' * 1048576)
";
    check(source, "client", CONNECTS, &["printed without end", "more than 16 MB"]);
    let lines = "
import sys
for number in range(300_000):
    sys.stderr.write(f'no, error {number}\\n' * 1000)
";
    check(lines, "greeting-server", LISTENS, &["printed without end", "more than 16 MB"]);
}

#[test]
fn rubbish_and_terminal_escapes_are_shown_but_never_sent() {
    const RUBBISH: &str = r"
import os, sys
os.write(1, b'\x1b]0;title\x07\x1b[2J\x1b[31mred\xc2\x9b31m\xe2\x80\xae\xff\r\n')
os.write(2, bytes(range(256)) * 3)
sys.exit(1)
";
    let Some(told) = check(RUBBISH, "client", CONNECTS, &[r"\u{1b}[2J", r"\u{9b}31m", "\u{fffd}"])
    else {
        return;
    };
    is_plain(&told.stdout);

    let script = Script::new(RUBBISH).expect("Python is there");
    let program = script.command_line();
    let told = run(common::xtask()
        .args(["check", "client", "--color", "always", "--program"])
        .args([&*program, "--check", CONNECTS]));
    is_plain(&without_colours(&told.ends_with(1).stdout));
}

/// Nothing in it steers a terminal.
#[track_caller]
fn is_plain(text: &str) {
    let bad = |character: &char| {
        (character.is_control() && *character != '\n')
            || matches!(*character, '\u{202a}'..='\u{202e}')
    };
    assert_eq!(text.chars().find(bad), None, "in {text:?}");
}

/// A text without `ESC [ digits m`, which is all that the tool needs.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (colour, rest) = part.split_once('m').expect("a colour ends with m");
        let is_colour = colour.chars().all(|digit| digit.is_ascii_digit() || digit == ';');
        assert!(is_colour, "no colour: {colour:?}");
        plain.push_str(rest);
    }
    plain
}

#[test]
fn children_that_hold_the_pipe_are_ended() {
    let source = "
import os, time
for _ in range(20):
    if os.fork() == 0:
        time.sleep(1000)
";
    check(source, "client", CONNECTS, &["nobody connected", "had ended with exit status 0"]);
}

#[test]
fn a_child_in_another_session_that_holds_the_pipe_is_ended() {
    let source = "
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
";
    check(source, "client", CONNECTS, &["nobody connected", "had ended with exit status 0"]);
}

#[test]
fn a_daemon_is_ended() {
    check(&daemon("time.sleep(1000)"), "greeting-server", LISTENS, &["ended with exit status 0"]);
}

/// Services are often started so: with a clean environment.
#[test]
fn a_daemon_that_clears_its_environment_is_ended() {
    let source = daemon(
        "os.execve(sys.executable, [sys.executable, '-c', 'import time; time.sleep(1000)', __file__], {})",
    );
    check(&source, "greeting-server", LISTENS, &["ended with exit status 0"]);
}

#[test]
fn a_program_that_ignores_signals_is_ended() {
    let says = ["nobody connected", "your program was still running"];
    check(IGNORES_SIGNALS, "client", CONNECTS, &says);
}

#[test]
fn a_program_that_closes_its_output_is_ended_and_it_is_said() {
    let source = "
import os, time
os.close(1)
os.close(2)
time.sleep(1000)
";
    let says = ["your program was still running", "closed its standard output"];
    check(source, "greeting-server", LISTENS, &says);
}

#[test]
fn a_program_that_spins_is_ended() {
    let source = "
while True:
    pass
";
    check(source, "client", CONNECTS, &["your program was still running", "it loops or computes"]);
}

#[test]
fn a_program_that_stops_itself_is_ended() {
    let source = "
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
";
    check(source, "client", CONNECTS, &["your program was still running"]);
}

#[test]
fn a_program_that_ends_at_once_is_told_with_its_exit_status() {
    check("", "client", CONNECTS, &["nobody connected", "had ended with exit status 0"]);
    check(
        "raise SystemExit(7)",
        "greeting-server",
        LISTENS,
        &["no such line", "had ended with exit status 7"],
    );
}

const KILLS_ITSELF: &str = "
import os, signal
os.kill(os.getpid(), signal.SIGSEGV)
";

#[test]
fn a_program_that_a_signal_ends_is_told_with_the_signal() {
    check(KILLS_ITSELF, "client", CONNECTS, &["nobody connected", "signal 11 (SIGSEGV)"]);
    check(KILLS_ITSELF, "client", "refuses_wrong_arguments", &["signal 11 (SIGSEGV)"]);
}

#[test]
fn a_program_that_a_signal_ends_is_not_told_that_its_help_is_missing() {
    check(KILLS_ITSELF, "client", "describes_its_arguments", &["signal 11 (SIGSEGV)"]);
}
