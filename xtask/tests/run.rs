//! `cargo xtask run`: the program has the terminal, and its end is ours.

mod common;

use common::classroom::{Classroom, main_of};
use common::run;
use course::step::Step;
use std::fs;

/// Shows its arguments and its input, and ends with a status of its own.
const ECHO: &str = r#"
fn main() -> std::process::ExitCode {
    for argument in std::env::args().skip(1) {
        println!("argument {argument}");
    }
    for line in std::io::stdin().lines() {
        println!("input {}", line.expect("UTF-8"));
    }
    std::process::ExitCode::from(7)
}
"#;

#[test]
fn the_program_has_its_arguments_its_input_and_its_exit_status() {
    let classroom = Classroom::to_build_in();
    classroom.write_main(Step::Client, ECHO);
    let mut command = classroom.command(&["run", "client", "--", "--port", "two words"]);
    let told = run(command.write_stdin("one\ntwo\n"));
    told.ends_with(7);
    assert_eq!(told.stdout, "argument --port\nargument two words\ninput one\ninput two\n");
}

#[test]
fn an_untouched_stub_runs_too() {
    let classroom = Classroom::to_build_in();
    let told = classroom.run(&["run", "client", "--", "--port", "1"]);
    told.ends_with(101);
    assert!(told.stderr.contains("not yet implemented"), "{}", told.stderr);
}

#[test]
fn what_does_not_compile_is_shown_as_rustc_says_it() {
    let classroom = Classroom::to_build_in();
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    let told = classroom.run(&["run", "client"]);
    told.ends_with(1);
    for text in ["cannot find function `greet`", "client does not compile"] {
        assert!(told.stderr.contains(text), "{}", told.stderr);
    }
}

#[test]
fn a_program_that_is_gone_is_named() {
    let classroom = Classroom::new();
    fs::remove_file(classroom.path(&main_of(Step::Client))).expect("the file");
    let told = classroom.run(&["run", "client"]);
    told.ends_with(1);
    assert!(told.stderr.contains("cargo xtask reset client"), "{}", told.stderr);
}

/// Ctrl-C is the program's: we neither print nor end it in another way.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_the_program_and_nothing_is_said() {
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::process::ExitStatusExt;

    let classroom = Classroom::to_build_in();
    let waits = "fn main() { println!(\"there\"); loop { std::thread::park() } }\n";
    classroom.write_main(Step::Client, waits);
    let tool = std::path::Path::new(env!("CARGO_BIN_EXE_xtask"));
    let mut running = common::Running::start(tool, ["run", "client"], |command| {
        command
            .current_dir(classroom.root())
            .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
            .env("CARGO_TARGET_DIR", classroom.path("target"))
            .stderr(std::process::Stdio::piped());
    });
    let mut line = String::new();
    BufReader::new(running.stdout()).read_line(&mut line).expect("a line");
    assert_eq!(line, "there\n");
    let id = i32::try_from(running.id()).ok().and_then(rustix::process::Pid::from_raw);
    rustix::process::kill_process(id.expect("an id"), rustix::process::Signal::INT)
        .expect("it runs");
    assert_eq!(running.wait().signal(), Some(rustix::process::Signal::INT.as_raw()));
    let mut said = String::new();
    running.stderr().read_to_string(&mut said).expect("UTF-8");
    assert!(!said.contains("interrupted"), "{said}");
}
