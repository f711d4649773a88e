//! A pipe or a device in the place of a file: it is named, and nobody waits for it.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::{Classroom, PROGRESS, main_of};
use common::joined;
use course::step::Step;
use std::os::unix::fs::symlink;

/// Commands that read a step's sources, and how they end.
const READERS: [(&[&str], i32); 5] = [
    (&["check", "client"], 3),
    (&["run", "client"], 3),
    (&["hint", "client"], 3),
    (&["solution", "client"], 3),
    (&["submit"], 3),
];

/// Each command names the file, and so does where one stands.
#[track_caller]
fn is_named(classroom: &Classroom, file: &str) {
    let named = format!("{} is no file but a pipe or a device.", classroom.path(file).display());
    for (arguments, status) in READERS {
        let told = classroom.run(arguments);
        let told = told.ends_with(status);
        assert!(told.stderr.contains(&named), "{arguments:?}: {}", told.stderr);
    }
    for arguments in [&[][..], &["list"]] {
        let told = classroom.run(arguments);
        assert!(joined(&told.ends_with(0).stdout).contains(&named), "{}", told.stdout);
    }
}

#[test]
fn a_pipe_in_the_place_of_a_source_is_named_and_a_reset_takes_it_away() {
    let classroom = Classroom::new();
    let helper = "exercises/client/src/helper.rs";
    for file in [main_of(Step::Client).as_str(), helper] {
        classroom.put_pipe(file);
        is_named(&classroom, file);
        classroom.run(&["reset", "client", "--yes"]).ends_with(0);
        assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
    }
}

#[test]
fn a_link_to_a_device_is_named() {
    let classroom = Classroom::new();
    let main = main_of(Step::Client);
    std::fs::remove_file(classroom.path(&main)).expect("the stub");
    symlink("/dev/zero", classroom.path(&main)).expect("a link");
    is_named(&classroom, &main);
}

#[test]
fn a_pipe_in_the_place_of_a_manifest_is_named_and_a_reset_takes_it_away() {
    let classroom = Classroom::new();
    let manifest = "exercises/client/Cargo.toml";
    classroom.put_pipe(manifest);
    let told = classroom.run(&["reset", "client", "--yes"]);
    told.ends_with(0).says(&["is no file but a pipe or a device."]);
    assert!(classroom.read(manifest).contains("name = \"client\""));
}

#[test]
fn a_pipe_in_the_place_of_the_progress_is_set_aside() {
    let classroom = Classroom::new();
    classroom.run(&[]).ends_with(0);
    classroom.put_pipe(PROGRESS);
    let told = classroom.run(&[]);
    assert!(told.ends_with(0).stderr.contains("progress.damaged.json"), "{}", told.stderr);
}
