//! What is told in a narrow terminal: no sentence is broken inside a word.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::Classroom;
use common::terminal::Terminal;
use course::step::Step;

/// What may be too long for the terminal: commands, which stay in one line so that they
/// can be copied, and the words of cargo.
const NO_SENTENCES: [&str; 3] = ["cargo xtask ", "`client --host ", "Compiling "];

/// Runs the tool to its end on a terminal of 60 columns.
#[track_caller]
fn check(classroom: &Classroom, arguments: &[&str], status: u32, last: &str) {
    let mut terminal = Terminal::start(classroom, arguments, 60, 250);
    terminal.shows(last);
    terminal.ends_with(status);
    fits(&terminal);
}

/// No sentence is broken inside a word.
#[track_caller]
fn fits(terminal: &Terminal) {
    let is_sentence = |line: &String| !NO_SENTENCES.iter().any(|other| line.contains(other));
    let broken: Vec<String> = terminal.broken_lines().into_iter().filter(is_sentence).collect();
    assert!(broken.is_empty(), "{broken:#?}\nin\n{}", terminal.text());
}

#[test]
fn sentences_fit_into_a_narrow_terminal() {
    let classroom = Classroom::to_build_in();
    check(&classroom, &[], 0, "Stuck?");
    check(&classroom, &["list"], 0, "udp-pair");
    check(&classroom, &["hint", "client"], 0, "The next hint");
    check(&classroom, &["doctor"], 0, "loopback");
    let solution = classroom.read("solutions/client/src/main.rs");
    let wrong = solution.replace("println!(\"{}\"", "print!(\"{}\"");
    assert_ne!(wrong, solution, "the solution is another by now");
    classroom.write_main(Step::Client, &wrong);
    check(&classroom, &["check", "client"], 1, "Stuck?");
    let mut plain = Terminal::start(&classroom, &["watch", "client", "--plain"], 60, 250);
    plain.shows("Ctrl-C quits.").shows("no-final-newline").shows("checks, was").types("\u{3}");
    plain.ends_with(130);
    fits(&plain);
}
