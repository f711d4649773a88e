//! What `check` notes of a student's progress, and what it makes of a file that
//! it cannot use.

mod common;

use common::classroom::{Classroom, PROGRESS as FILE};
use course::step::Step;
use std::fs;

/// The status that is noted of a step.
#[track_caller]
fn noted(classroom: &Classroom, step: Step) -> Option<String> {
    let progress: serde_json::Value =
        serde_json::from_str(&classroom.read(FILE)).expect("the progress is JSON");
    let status = &progress["steps"][step.name()]["last_check"]["status"];
    status.as_str().map(str::to_owned)
}

#[test]
fn a_check_of_whole_steps_is_noted() {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    classroom.write_main(Step::UdpPair, "fn main() { answer() }\n");
    classroom.run(&["check", "client", "greeting-server", "udp-pair"]).ends_with(1);
    assert_eq!(noted(&classroom, Step::Client).as_deref(), Some("passed"));
    assert_eq!(noted(&classroom, Step::GreetingServer).as_deref(), Some("not-started"));
    assert_eq!(noted(&classroom, Step::UdpPair).as_deref(), Some("build-failed"));
    assert_eq!(noted(&classroom, Step::Ipv6Server), None);
}

/// The loop goes on: the next step after a pass, help after a failure.
#[test]
fn a_check_names_what_comes_next() {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::ResolveAndConnect);
    classroom.run(&["check", "resolve-and-connect"]).ends_with(0).says(&[
        "Next: greeting-server: read exercises/greeting-server/README.md",
        "Then: cargo xtask check greeting-server",
    ]);
    classroom.write_main(Step::Client, "fn main() {}\n");
    classroom.run(&["check", "client"]).ends_with(1).says(&["Stuck? cargo xtask hint client"]);
}

/// What was edited in the meantime was not checked.
#[cfg(target_os = "linux")]
#[test]
fn a_source_that_is_edited_while_it_is_checked_is_changed_since() {
    let classroom = Classroom::to_build_in();
    classroom.write_main(Step::Client, "fn main() { loop { std::thread::park() } }\n");
    let tool = std::path::Path::new(env!("CARGO_BIN_EXE_xtask"));
    let mut check = common::Running::start(tool, ["check", "client"], |command| {
        command
            .current_dir(classroom.root())
            .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
            .env("CARGO_TARGET_DIR", classroom.path("target"))
            .stdout(std::process::Stdio::null());
    });
    let program = classroom.path("target/debug/client").display().to_string();
    common::until("the program", || (!common::processes_with(&program).is_empty()).then_some(()));
    classroom.write_main(Step::Client, "fn main() {}\n");
    assert_eq!(check.wait().code(), Some(1));
    classroom.run(&[]).ends_with(0).says(&["client failed, 0 of 40 points, changed since"]);
}

#[test]
fn what_is_not_the_students_whole_step_is_not_noted() {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    classroom.run(&["check", "client", "--check", "describes_its_arguments"]).ends_with(0);
    classroom.run(&["check", "client", "--solutions"]).ends_with(0);
    assert!(!classroom.path(FILE).exists());
}

#[test]
fn a_damaged_file_is_kept_told_and_made_anew() {
    let classroom = Classroom::new();
    classroom.write(FILE, "{ half");
    let told = classroom.run(&["check"]);
    told.ends_with(1);
    let kept = "target/handshake/progress.damaged.json";
    assert!(told.stderr.contains("is damaged"), "{}", told.stderr);
    assert!(told.stderr.contains(&classroom.path(kept).display().to_string()), "{}", told.stderr);
    assert_eq!(classroom.read(kept), "{ half");
    assert_eq!(noted(&classroom, Step::Client).as_deref(), Some("not-started"));
}

#[test]
fn a_file_that_cannot_be_used_keeps_no_verdict_back() {
    let classroom = Classroom::new();
    fs::create_dir_all(classroom.path(FILE)).expect("a folder in its place");
    let told = classroom.run(&["check"]);
    told.ends_with(1).says(&["0 of 200 points"]);
    assert!(told.stderr.contains("progress.damaged.json"), "{}", told.stderr);
}
