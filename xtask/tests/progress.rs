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
