//! `cargo xtask watch` on a pseudo-terminal: no save is lost, nothing blocks it,
//! nothing is left behind.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::{Classroom, main_of};
use common::terminal::Terminal;
use common::{left_behind, processes_with, until};
use course::step::Step;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;

/// The checks of the client, and that of them all pass but one: with the student's
/// own server, which is not started, it is skipped.
fn passed() -> String {
    format!("client: passed, {} {}", passing(), of_all())
}

fn passing() -> usize {
    Step::Client.checks().len() - 1
}

fn of_all() -> String {
    format!("of {} checks", Step::Client.checks().len())
}

/// A classroom in which the client is solved, and the watch over it.
fn watching_client() -> (Classroom, Terminal) {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    let terminal = Terminal::start(&classroom, &["watch", "client"], 80, 30);
    terminal.shows(&passed());
    (classroom, terminal)
}

/// The solution of the client with a mistake: it prints no line end.
fn without_line_end(classroom: &Classroom) -> String {
    let solution = classroom.read("solutions/client/src/main.rs");
    let wrong = solution.replace("println!(\"{}\"", "print!(\"{}\"");
    assert_ne!(wrong, solution, "the solution is another by now");
    wrong
}

/// Programs of the classroom, and cargo in it.
fn programs(classroom: &Classroom) -> String {
    classroom.path("target").display().to_string()
}

fn signal(id: u32, signal: Signal) {
    let id = i32::try_from(id).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(id, signal).expect("it runs");
}

#[test]
fn each_save_has_its_verdict_and_regressions_are_named() {
    let (classroom, terminal) = watching_client();
    classroom.write_main(Step::Client, &without_line_end(&classroom));
    // The first finding is to be seen without a key.
    let fewer = format!("{}, was {}", of_all(), passing());
    terminal.shows("no-final-newline").shows(&fewer);
    terminal.types("\u{1b}[F").shows("Passed before, fails now");
    terminal.shows("prints what the server sends, and a line end");
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    terminal.shows("cannot find function `greet`").shows("client: does not compile yet");
    classroom.solve(Step::Client);
    terminal.shows(&passed()).shows("Press n to go on to ipv6-server");
}

/// What students' programs do to those who start them.
const HOSTILE: [(&str, &str); 4] = [
    (
        "blocks in accept",
        "fn main() { let _ = std::net::TcpListener::bind(\"127.0.0.1:0\").unwrap().accept(); }\n",
    ),
    ("spins", "fn main() { loop { std::hint::spin_loop() } }\n"),
    ("floods", "fn main() { loop { println!(\"{}\", \"x\".repeat(1000)) } }\n"),
    (
        "reads the terminal",
        "use std::io::Read;
         fn main() {
             let _ = std::io::stdin().read_to_end(&mut Vec::new());
             let _ = std::process::Command::new(\"sh\").args([\"-c\", \"trap '' TTOU TTIN; stty sane </dev/tty; read x </dev/tty\"]).status();
             loop { std::thread::park() }
         }\n",
    ),
];

#[test]
fn a_save_ends_a_program_that_does_not_end() {
    let (classroom, terminal) = watching_client();
    let marker = classroom.path("target/debug/client").display().to_string();
    for (what, source) in HOSTILE {
        classroom.write_main(Step::Client, source);
        until(what, || (!processes_with(&marker).is_empty()).then_some(()));
        classroom.write_main(
            Step::Client,
            &format!("{}// {what}\n", classroom.read("solutions/client/src/main.rs")),
        );
        terminal.is(what, |screen| screen.contains(&passed()));
    }
    drop(terminal);
    assert!(left_behind(&marker).is_empty());
}

#[test]
fn quitting_and_signals_leave_no_process_and_the_terminal_as_it_was() {
    type End = fn(&mut Terminal);
    let ends: [(&str, End, u32); 4] = [
        ("q", |terminal| _ = terminal.types("q"), 0),
        ("Ctrl-C", |terminal| _ = terminal.types("\u{3}"), 0),
        ("SIGTERM", |terminal| signal(terminal.id(), Signal::TERM), 130),
        ("SIGINT", |terminal| signal(terminal.id(), Signal::INT), 130),
    ];
    let classroom = Classroom::to_build_in();
    let marker = programs(&classroom);
    for ((what, end, status), (_, source)) in ends.into_iter().zip(HOSTILE) {
        classroom.write_main(Step::Client, source);
        let before = {
            let list = Terminal::start(&classroom, &["list"], 80, 30);
            list.modes()
        };
        let mut terminal = Terminal::start(&classroom, &["watch", "client"], 80, 30);
        let program = classroom.path("target/debug/client").display().to_string();
        until(what, || (!processes_with(&program).is_empty()).then_some(()));
        end(&mut terminal);
        terminal.ends_with(status);
        assert_eq!(terminal.modes(), before, "{what}");
        assert_eq!(left_behind(&marker), [], "{what}");
    }
    assert!(fs::read_dir(classroom.path("target/handshake")).expect("it is there").all(|entry| {
        !entry.expect("an entry").file_name().to_string_lossy().starts_with("run-")
    }));
}

#[test]
fn the_last_verdict_is_that_of_the_last_content() {
    let (classroom, terminal) = watching_client();
    let (right, wrong) =
        (classroom.read("solutions/client/src/main.rs"), without_line_end(&classroom));
    for round in 0..5 {
        // Each in the middle of the build or of the checks of the one before.
        for (number, source) in [&right, &wrong, &right, &wrong].into_iter().enumerate() {
            classroom.write_main(Step::Client, &format!("{source}// {round} {number}\n"));
            terminal.is("the run", |screen| {
                screen.contains("client: building") || screen.contains("client: checking")
            });
        }
        terminal.shows(&format!("{}, was", of_all())).shows("no-final-newline");
        classroom.write_main(Step::Client, &right);
        terminal.shows(&passed());
    }
}

#[test]
fn a_save_by_renaming_counts_also_with_an_older_time() {
    let (classroom, terminal) = watching_client();
    let new = classroom.path("exercises/client/src/main.rs.new");
    fs::write(&new, without_line_end(&classroom)).expect("a file");
    let long_ago =
        std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().append(true).open(&new).unwrap().set_modified(long_ago).unwrap();
    fs::rename(&new, classroom.path(&main_of(Step::Client))).expect("renamed");
    terminal.shows("no-final-newline");
}

#[test]
fn what_cannot_be_checked_is_said_and_watched_further() {
    let (classroom, terminal) = watching_client();
    let main = classroom.path(&main_of(Step::Client));
    let elsewhere = classroom.path("elsewhere.rs");
    fs::copy(&main, &elsewhere).expect("a copy");
    fs::remove_file(&main).expect("removed");
    terminal.shows("exercises/client/src/main.rs is not there");
    std::os::unix::fs::symlink(&elsewhere, &main).expect("a link");
    terminal.shows("exercises/client/src/main.rs is a link");
    fs::remove_dir_all(classroom.path("exercises/client/src")).expect("removed");
    terminal.shows("exercises/client/src/main.rs is not there");
    classroom.solve(Step::Client);
    terminal.shows(&passed());
}

#[test]
fn all_keys_do_what_the_line_at_the_bottom_says() {
    let classroom = Classroom::to_build_in();
    let mut terminal = Terminal::start(&classroom, &["watch", "resolve"], 80, 30);
    terminal.shows("resolve-and-connect: not started");
    terminal.types("n").shows("greeting-server: not started");
    terminal.types("p").shows("resolve-and-connect: not started");
    terminal.types("h").shows("hint 1 of").shows("The next hint: press h.");
    terminal.types("?").shows("checks your step again").types("\u{1b}");
    terminal.is("the checks again", |screen| !screen.contains("checks your step again"));
    terminal.types("l").shows("type to search");
    terminal.types("clie\r").shows("client: not started");
    terminal.types("s").shows("opens when your own program has passed").shows("Press h.");
    terminal.types("x").shows("There is nothing to reset");
    classroom.solve(Step::Client);
    terminal.types("\u{1b}").shows(&passed());
    terminal.types("s").shows("line by line");
    terminal.types("x").shows("y reset").types("y").shows("src-before-reset-1");
    terminal.types("\u{1b}").shows("client: not started");
    assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
    terminal.types("r").shows("client: not started");
    terminal.types("q");
    terminal.ends_with(0);
}

#[test]
fn a_narrow_terminal_shows_everything_and_another_size_too() {
    let (classroom, terminal) = watching_client();
    terminal.resize(60, 20);
    terminal.shows("n/p step h hint l list r run s solution x reset ? q quit");
    classroom.write_main(Step::Client, &without_line_end(&classroom));
    terminal.shows("no-final-newline").shows("more: Down");
    // Nothing is cut off: the sentence goes on in the next line.
    terminal.is("the whole advice", |screen| {
        common::joined(screen).contains("which is what was expected")
            || common::joined(screen).contains("next ")
    });
    terminal.resize(120, 50);
    terminal.shows("n next  p previous  h hint  l list  r run  s solution  x reset");
}

/// As over a serial line, and in a container until its terminal is told its size.
#[test]
fn a_terminal_that_does_not_know_its_size_is_usable() {
    let classroom = Classroom::new();
    let forgets = ["sh", "-c", "stty rows 0 columns 0 && exec \"$0\" \"$@\""];
    let terminal = Terminal::start_through(&forgets, &classroom, &["watch", "client"], 80, 24);
    terminal.shows("client: not started").types("?").shows("checks your step again");
}

/// What a shell does while it has the terminal: its own modes, its own screen.
const SHELL_TAKES_IT: &str = "stty sane <$0 && printf '\\033[?1049l\\033[2J\\033[?25h$ ' >$0";

#[test]
fn after_a_stop_the_screen_and_the_modes_are_taken_again() {
    let (_classroom, terminal) = watching_client();
    let ours = terminal.modes();
    signal(terminal.id(), Signal::STOP);
    let status = format!("/proc/{}/status", terminal.id());
    let is_stopped = || fs::read_to_string(&status).ok()?.contains("T (stopped)").then_some(());
    until("the stop", is_stopped);
    let device = format!("/proc/{}/fd/1", terminal.id());
    assert_cmd::Command::new("sh").args(["-c", SHELL_TAKES_IT, &device]).assert().success();
    terminal.shows("$ ");
    assert_ne!(terminal.modes(), ours);
    terminal.resize(70, 25);
    signal(terminal.id(), Signal::CONT);
    until("our screen", || terminal.has_screen_of_its_own().then_some(()));
    terminal.shows(&passed()).shows("n/p step");
    until("our modes", || (terminal.modes() == ours).then_some(()));
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_it_says_fg() {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    let shell = ["sh", "-c", "set -m; \"$0\" \"$@\"; echo the shell; read go; fg"];
    let mut terminal = Terminal::start_through(&shell, &classroom, &["watch", "client"], 80, 30);
    terminal.shows(&passed()).types("\u{1a}").shows("the shell");
    assert!(!terminal.has_screen_of_its_own());
    terminal.types("\r").shows(&passed());
    assert!(terminal.has_screen_of_its_own());
    terminal.types("q");
    terminal.ends_with(0);
}

#[test]
fn what_is_pasted_is_no_key() {
    let (_classroom, terminal) = watching_client();
    assert!(terminal.brackets_what_is_pasted());
    // Its `x` would ask about a reset, its `q` quit.
    terminal.types("\u{1b}[200~exit(quit)\r\u{1b}[201~?").shows("checks your step again");
    terminal.types("\u{1b}").shows(&passed());
}

#[test]
fn in_a_pipe_each_save_has_a_verdict_in_plain_lines() {
    use std::io::{BufRead, BufReader};
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    let tool = common::program_of(Some("watch"));
    let mut running = common::Running::start(&tool, ["watch", "client"], |command| {
        command
            .current_dir(classroom.root())
            .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
            .env("CARGO_TARGET_DIR", classroom.path("target"));
    });
    let mut lines = BufReader::new(running.stdout()).lines().map(|line| line.expect("UTF-8"));
    let mut until_line = |wanted: &str| {
        lines
            .by_ref()
            .take_while(|line| !line.contains(wanted))
            .inspect(|line| {
                assert!(!line.contains('\u{1b}'), "{line:?} steers a terminal");
            })
            .count()
    };
    assert!(until_line(&passed()) > 20);
    classroom.write_main(Step::Client, &without_line_end(&classroom));
    until_line("no-final-newline");
    until_line(&format!("{}, was {}", of_all(), passing()));
    // Nobody reads any more.
    drop(lines);
    assert_eq!(running.wait().code(), Some(0));
    assert_eq!(left_behind(&programs(&classroom)), []);
}
