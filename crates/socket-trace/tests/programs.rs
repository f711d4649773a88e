//! What is told of programs that start others, die, are killed or cannot be
//! started; and that the helper ends as they do.
#![cfg(target_os = "linux")]

#[path = "programs/compile.rs"]
mod compile;

use compile::compiled;
use socket_trace::event::{Ending, Event, Fork, Happening};
use socket_trace::{Error, MOST_EVENTS, collect, run};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

#[expect(clippy::disallowed_methods, reason = "tests start programs")]
fn command<Word: AsRef<OsStr>>(words: &[Word]) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn trace<Word: AsRef<OsStr>>(words: &[Word]) -> (Vec<Event>, Result<Ending, Error>) {
    let mut told = Vec::new();
    let ending = run(command(words), |event| told.push(event));
    (collect(told), ending)
}

fn helper<Word: AsRef<OsStr>>(words: &[Word]) -> Command {
    let mut command = command(&[env!("CARGO_BIN_EXE_socket-trace"), "/dev/null"]);
    command.args(words);
    command
}

fn count(events: &[Event], wanted: impl Fn(&Happening) -> bool) -> usize {
    events.iter().filter(|event| wanted(&event.happening)).count()
}

#[test]
fn a_program_ends_with_its_status_or_of_a_signal() {
    let (events, ending) = trace(&["sh", "-c", "exit 7"]);
    assert_eq!(ending.unwrap(), Ending::Status(7));
    assert_eq!(events.last().unwrap().happening, Happening::Ended(Ending::Status(7)));
    let (_, ending) = trace(&["sh", "-c", "kill -TERM $$"]);
    assert_eq!(ending.unwrap(), Ending::Signal("SIGTERM".to_owned()));
}

#[test]
fn the_helper_ends_as_the_program_does() {
    let ends = |script| helper(&["sh", "-c", script]).status().unwrap();
    assert_eq!(ends("exit 7").code(), Some(7));
    assert_eq!(ends("kill -SEGV $$").signal(), Some(11));
    assert_eq!(ends("kill -PIPE $$").signal(), Some(13));
}

#[test]
fn a_signal_that_is_ignored_is_told_and_does_not_end() {
    let (events, ending) = trace(&["sh", "-c", "trap '' TERM; kill -TERM $$; exit 3"]);
    assert_eq!(ending.unwrap(), Ending::Status(3));
    // Linux does not stop for a signal that is ignored; a handled one it tells.
    let (handled, _) = trace(&["sh", "-c", "trap 'exit 4' TERM; kill -TERM $$"]);
    let is_term = |happening: &Happening| matches!(happening, Happening::Signalled { signal } if signal == "SIGTERM");
    assert_eq!((count(&events, is_term), count(&handled, is_term)), (1, 1));
}

#[test]
fn children_and_what_they_run_are_told() {
    let (events, ending) = trace(&["sh", "-c", "true & wait; exec sh -c 'exit 2'"]);
    assert_eq!(ending.unwrap(), Ending::Status(2));
    let forked = Fork::Process;
    let forks =
        count(&events, |each| matches!(each, Happening::Forked { kind, .. } if *kind == forked));
    assert_eq!(forks, 1);
    assert!(count(&events, |each| matches!(each, Happening::Started { .. })) >= 2);
    assert_eq!(count(&events, |each| matches!(each, Happening::Ended(_))), 2);
}

#[test]
fn a_stopped_program_goes_on_when_it_is_continued() {
    let script = "(sleep 0.2; kill -CONT $$) & kill -STOP $$; wait; exit 5";
    let (_, ending) = trace(&["sh", "-c", script]);
    assert_eq!(ending.unwrap(), Ending::Status(5));
}

#[test]
fn what_cannot_be_started_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-program");
    fs::write(&file, "text").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    for program in [folder.path().join("nothing"), file] {
        let (events, ending) = trace(&[&program]);
        let error = ending.unwrap_err();
        assert!(matches!(error, Error::Start { .. }), "{error:?}");
        assert!(error.to_string().contains(program.to_str().unwrap()), "{error}");
        assert_eq!(events, []);
        assert_eq!(helper(&[&program]).status().unwrap().code(), Some(125));
    }
}

#[test]
fn another_tracer_is_named() {
    if command(&["strace", "-V"]).status().is_err() {
        println!("passed over: strace is not installed");
        return;
    }
    let mut under_strace = command(&["strace", "-f", "-o", "/dev/null"]);
    let traced = helper(&["true"]);
    under_strace.arg(traced.get_program()).args(traced.get_args()).stderr(Stdio::piped());
    let output = under_strace.output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(125), "{error}");
    assert!(error.contains("traces this program already"), "{error}");
}

#[test]
fn children_of_others_are_not_waited_for() {
    let mut other = command(&["sh", "-c", "exit 9"]).spawn().unwrap();
    trace(&["true"]).1.unwrap();
    assert_eq!(other.wait().unwrap().code(), Some(9));
}

#[test]
fn a_killed_helper_takes_its_program_along() {
    let folder = tempfile::tempdir().unwrap();
    let events = folder.path().join("events");
    let program = ["sleep", "1000"];
    let mut helper = command(&[env!("CARGO_BIN_EXE_socket-trace")]);
    let mut helper = helper.arg(&events).args(program).spawn().unwrap();
    // Told of with its first event.
    let told = loop {
        match socket_trace::helper::read(&events) {
            Ok(told) if !told.is_empty() => break told,
            _ => std::thread::yield_now(),
        }
    };
    helper.kill().unwrap();
    helper.wait().unwrap();
    let status = format!("/proc/{}/status", told[0].process);
    while fs::read_to_string(&status).is_ok_and(|text| !text.contains("\nState:\tZ")) {
        std::thread::yield_now();
    }
}

#[test]
fn behind_the_limit_calls_are_counted_only() {
    let folder = tempfile::tempdir().unwrap();
    let program = compiled("many_calls.rs", &["-O"], folder.path());
    let (events, ending) = trace(&[&program]);
    assert_eq!(ending.unwrap(), Ending::Status(0));
    let calls = count(&events, |each| matches!(each, Happening::Call { .. })) as u64;
    assert!(calls <= MOST_EVENTS);
    let unreported = events.iter().find_map(|event| match event.happening {
        Happening::Unreported { calls } => Some(calls),
        _ => None,
    });
    // 50 000 datagrams are sent and received; some calls make and close the sockets.
    assert!((100_000..100_020).contains(&(calls + unreported.unwrap())));
}

#[test]
fn signals_have_a_limit_as_calls_have() {
    let script = format!(
        "trap : USR1; i=0; while [ $i -lt {} ]; do kill -USR1 $$; i=$((i + 1)); done; exit 4",
        MOST_EVENTS + 1000
    );
    let (events, ending) = trace(&["sh", "-c", &script]);
    assert_eq!(ending.unwrap(), Ending::Status(4));
    // That it was reached and how it ended are told beyond it.
    assert_eq!(events.len() as u64, MOST_EVENTS + 2);
    assert_eq!(count(&events, |each| *each == Happening::LimitReached), 1);
    assert_eq!(events.last().unwrap().happening, Happening::Ended(Ending::Status(4)));
}

#[test]
#[cfg(target_arch = "x86_64")]
fn calls_in_the_32_bit_form_are_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let program = compiled("calls_of_32_bits.rs", &[], folder.path());
    let (events, ending) = trace(&[&program]);
    // A kernel without 32-bit calls ends it with a signal.
    if ending.unwrap() == Ending::Status(0) {
        assert_eq!(count(&events, |each| matches!(each, Happening::Foreign { .. })), 1);
    }
    assert_eq!(count(&events, |each| matches!(each, Happening::Call { .. })), 0);
}
