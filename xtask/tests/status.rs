//! `cargo xtask` alone: where you stand, and the next command.

mod common;

use common::classroom::{Classroom, PROGRESS, main_of, matches_snapshot};
use course::step::Step;
use report::data::StepStatus;
use std::fs;

#[test]
fn at_first_nothing_is_started() {
    let classroom = Classroom::new();
    matches_snapshot("status-first", &classroom, classroom.run(&[]).ends_with(0));
}

#[test]
fn each_step_is_told_as_the_last_check_left_it() {
    let classroom = Classroom::new();
    classroom.solve(Step::ResolveAndConnect);
    classroom.note(Step::ResolveAndConnect, StepStatus::Passed, 40, None);
    classroom.solve(Step::GreetingServer);
    classroom.note(Step::GreetingServer, StepStatus::Failed, 27, Some("stops-serving"));
    classroom.write_main(Step::GreetingServer, "fn main() {}\n");
    classroom.write_main(Step::Client, "fn main() { oh }\n");
    classroom.note(Step::Client, StepStatus::BuildFailed, 0, None);
    classroom.write_main(Step::Ipv6Server, "fn main() {}\n");
    matches_snapshot("status-under-way", &classroom, classroom.run(&[]).ends_with(0));
}

#[test]
fn when_all_have_passed_it_says_how_to_hand_in() {
    let classroom = Classroom::new();
    for step in Step::ALL {
        classroom.solve(step);
        classroom.note(step, StepStatus::Passed, 40, None);
    }
    classroom.run(&[]).ends_with(0).says(&["5 of 5 steps passed", "Then: cargo xtask submit"]);
    classroom.write_main(Step::Client, "fn main() {}\n");
    classroom.run(&[]).ends_with(0).says(&[
        "client passed, 40 of 40 points, changed since the last check",
        "Then: cargo xtask check client",
    ]);
}

#[test]
fn a_source_that_is_gone_is_missing_and_can_be_put_back() {
    let classroom = Classroom::new();
    fs::remove_dir_all(classroom.path("exercises/resolve-and-connect")).expect("the folder");
    classroom
        .run(&[])
        .ends_with(0)
        .says(&["1 resolve-and-connect missing", "Then: cargo xtask reset resolve-and-connect"]);
}

/// A folder where the file should be is unreadable for everyone, root included.
#[test]
fn a_source_that_cannot_be_read_is_told_beside_the_others() {
    let classroom = Classroom::new();
    fs::remove_file(classroom.path(&main_of(Step::Client))).expect("the file");
    fs::create_dir(classroom.path(&main_of(Step::Client))).expect("a folder");
    let told = classroom.run(&[]);
    told.ends_with(0).says(&["3 client cannot be read", "4 ipv6-server not started"]);
}

#[test]
fn progress_that_cannot_be_used_is_set_aside_with_a_word() {
    let classroom = Classroom::new();
    classroom.write(PROGRESS, r#"{"schema": "handshake.progress.v0"}"#);
    let told = classroom.run(&[]);
    told.ends_with(0).says(&["0 of 5 steps passed"]);
    assert!(told.stderr.contains("from another version of this tool"), "{}", told.stderr);
    assert!(told.stderr.contains("progress.other-version.json"), "{}", told.stderr);
    let told = classroom.run(&[]);
    assert_eq!(told.ends_with(0).stderr, "");
}

#[test]
fn a_folder_in_the_place_of_the_progress_is_set_aside() {
    let classroom = Classroom::new();
    fs::create_dir_all(classroom.path(PROGRESS)).expect("a folder in its place");
    let told = classroom.run(&[]);
    told.ends_with(0);
    assert!(told.stderr.contains("progress.damaged.json"), "{}", told.stderr);
}
