//! What a student sees, compared with stored screens. After a change of wording:
//! `INSTA_UPDATE=always cargo test -p watch`, and read the difference.

use super::*;
use crate::comparison::Comparison;
use report::assemble;
use report::data::{CheckReport, CheckStatus, FindingReport};

const NARROW: Size = Size { columns: 60, rows: 24 };
const USUAL: Size = Size { columns: 80, rows: 24 };

fn check(index: usize, status: CheckStatus) -> CheckReport {
    let check = &Step::Client.checks()[index];
    CheckReport {
        id: check.id.to_owned(),
        title: check.title.to_owned(),
        status,
        score: 0,
        max_score: check.points,
        duration_ms: 0,
        reason: None,
        blocked_by: None,
        finding: None,
        flaky: None,
    }
}

fn failed(index: usize) -> CheckReport {
    let finding = FindingReport {
        mistake: Some("one-read".to_owned()),
        did: "I listened on 127.0.0.1:26591, started `client --host 127.0.0.1 --port 26591`, accepted a connection, sent 13 bytes, sent 14 bytes, and closed my sending side.".to_owned(),
        expected: "on standard output, exactly \"abcdef\\n\"".to_owned(),
        saw: "\"abc\\n\"\n    ^ here should be \"def\\n\"".to_owned(),
        program_output: "abc\n".to_owned(),
        means: "The greeting came in pieces. One read() returns what has arrived so far, not the whole message.".to_owned(),
        next: "read until read() returns Ok(0), and collect what comes".to_owned(),
        rerun: "cargo xtask check client --check reads_a_greeting_in_pieces --seed 7".to_owned(),
        timeline: Vec::new(),
    };
    CheckReport { finding: Some(finding), ..check(index, CheckStatus::Failed) }
}

/// The screen after these checks.
fn screen(size: Size, checks: Vec<CheckReport>) -> Screen {
    let mut screen = Screen::new(Step::Client, size);
    screen.begin(Step::Client);
    for check in checks {
        screen.tell(|telling| telling.check(check));
    }
    screen
}

fn passed_then_failed() -> Vec<CheckReport> {
    let passed = (0..2).map(|index| check(index, CheckStatus::Passed));
    passed.chain([failed(2)]).collect()
}

#[track_caller]
fn matches(name: &str, screen: &mut Screen) {
    let size = screen.size;
    let frame: Vec<String> =
        screen.frame().iter().map(|line| report::terminal::plain(line)).collect();
    assert_eq!(frame.len(), size.rows);
    for line in &frame {
        let width = textwrap::core::display_width(line);
        assert!(width <= size.columns, "{line:?} has {width} columns");
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, frame.join("\n"));
    });
}

#[test]
fn the_first_finding_is_seen_while_the_rest_runs() {
    matches("failing_narrow", &mut screen(NARROW, passed_then_failed()));
    matches("failing", &mut screen(USUAL, passed_then_failed()));
}

#[test]
fn a_verdict_says_what_was_before() {
    let mut screen = screen(USUAL, passed_then_failed());
    let comparison =
        Comparison { was: Some(3), lost: vec!["resolves a name".to_owned()], unnoted: None };
    let report = assemble::step(Step::Client, passed_then_failed());
    screen.tell(|telling| telling.done(report, comparison));
    screen.key(Key::End);
    matches("verdict", &mut screen);
}

#[test]
fn a_step_that_cannot_be_checked_takes_no_verdict_from_the_one_it_uses() {
    let mut screen = screen(USUAL, passed_then_failed());
    let report = assemble::step(Step::Client, passed_then_failed());
    screen.tell(|telling| telling.done(report, Comparison::default()));
    let verdict = screen.status(0, 0);
    screen.tell(|telling| telling.also_unjudged(Step::Ipv6Server, "no reason".to_owned()));
    assert_eq!(screen.status(0, 0), verdict);
    let lines = screen.lines().concat();
    assert!(
        lines.contains("ipv6-server, which uses your program, could not be checked: no reason")
    );
}

#[test]
fn what_is_read_does_not_move_while_the_rest_comes() {
    let mut screen = screen(NARROW, passed_then_failed());
    let before = screen.frame();
    for index in 3..20 {
        screen.tell(|telling| telling.check(check(index, CheckStatus::Passed)));
        let room = NARROW.rows - BOTTOM;
        assert_eq!(screen.frame()[..room], before[..room]);
    }
}

#[test]
fn a_new_run_takes_the_place_of_the_old_when_it_has_something_to_tell() {
    let mut screen = screen(USUAL, passed_then_failed());
    let before = screen.frame();
    screen.begin(Step::Client);
    assert_eq!(screen.frame()[0], before[0]);
    assert!(screen.frame()[USUAL.rows - BOTTOM].contains("client: building"));
    screen.tell(|telling| telling.check(check(0, CheckStatus::Passed)));
    assert_eq!(screen.frame()[2], "");
}

#[test]
fn the_list_and_the_help_fit_a_narrow_terminal() {
    let mut screen = Screen::new(Step::Client, NARROW);
    screen.show_list(Step::ALL.map(|step| (step, "not started".to_owned())).to_vec());
    screen.key(Key::Character('e'));
    screen.key(Key::Character('r'));
    matches("list_narrow", &mut screen);
    screen.show_run();
    screen.key(Key::Character('?'));
    matches("help_narrow", &mut screen);
}

#[test]
fn a_terminal_of_any_size_has_a_frame() {
    for (columns, rows) in [(1, 1), (3, 2), (20, 3), (400, 200)] {
        let frame = screen(Size { columns, rows }, passed_then_failed()).frame();
        assert_eq!(frame.len(), rows);
    }
}

#[test]
fn a_question_is_scrolled_and_any_other_key_keeps_everything() {
    let asked = || {
        let mut screen = screen(USUAL, Vec::new());
        screen.ask_reset("What would be lost\n".repeat(100));
        screen
    };
    let is_asked = |screen: &mut Screen| screen.frame().concat().contains("y reset");
    for key in [Key::Character('a'), Key::Character('n'), Key::Enter, Key::Escape] {
        let mut screen = asked();
        assert_eq!(screen.key(key), Request::None, "{key:?}");
        assert!(!is_asked(&mut screen), "{key:?}");
    }
    let mut screen = asked();
    screen.key(Key::Down);
    assert!(is_asked(&mut screen));
    assert_eq!(screen.key(Key::Character('y')), Request::Reset);
}
