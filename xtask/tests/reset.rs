//! `cargo xtask reset`: the stub is back, and nothing is lost.

mod common;

use common::classroom::{Classroom, main_of, matches_snapshot};
use common::files_below;
use course::step::Step;
use std::fs;

const KEPT: &str = "exercises/client/src-before-reset-1";

/// A client that a student has begun, in two files.
fn begun() -> Classroom {
    let classroom = Classroom::new();
    let stub = Step::Client.stub();
    let line = "    todo!(\"connect to {} port {}\", arguments.host, arguments.port)\n";
    classroom.write_main(Step::Client, &stub.replace(line, "    helper::connect(arguments)\n"));
    classroom.write("exercises/client/src/helper.rs", "// mine\n");
    classroom
}

#[track_caller]
fn is_reset(classroom: &Classroom) {
    assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
    assert!(!classroom.path("exercises/client/src/helper.rs").exists());
    assert!(classroom.read(&format!("{KEPT}/main.rs")).contains("helper::connect"));
    assert_eq!(classroom.read(&format!("{KEPT}/helper.rs")), "// mine\n");
}

#[test]
fn the_stub_is_back_and_all_files_are_kept() {
    let classroom = begun();
    let told = classroom.run(&["reset", "client", "--yes"]);
    matches_snapshot("reset", &classroom, told.ends_with(0));
    is_reset(&classroom);
}

#[test]
fn a_second_reset_keeps_the_first_copy() {
    let classroom = begun();
    classroom.run(&["reset", "client", "--yes"]).ends_with(0);
    classroom.write_main(Step::Client, "fn main() {}\n");
    let told = classroom.run(&["reset", "client", "--yes"]);
    told.ends_with(0).says(&["exercises/client/src-before-reset-2/"]);
    is_reset(&classroom);
}

#[test]
fn without_a_terminal_and_without_yes_nothing_is_changed() {
    let classroom = begun();
    let before = files_below(&classroom.path("exercises"));
    let told = classroom.run(&["reset", "client"]);
    told.ends_with(2).says(&["+ helper::connect(arguments)"]);
    assert!(told.stderr.contains("Nothing was changed"), "{}", told.stderr);
    assert_eq!(files_below(&classroom.path("exercises")), before);
}

#[test]
fn a_stub_has_nothing_to_reset() {
    let classroom = Classroom::new();
    classroom.run(&["reset", "client"]).ends_with(0).says(&["nothing to reset"]);
    assert!(!classroom.path(KEPT).exists());
}

#[test]
fn a_step_that_was_deleted_comes_back_with_its_manifest() {
    let classroom = Classroom::new();
    fs::remove_dir_all(classroom.path("exercises/client")).expect("the folder");
    classroom.run(&["reset", "client"]).ends_with(0);
    assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
    let manifest = fs::read_to_string(common::root().join("exercises/client/Cargo.toml"));
    assert_eq!(classroom.read("exercises/client/Cargo.toml"), manifest.expect("the manifest"));
}

/// Cargo reads the manifests of all steps before it does anything: the student calls the
/// tool itself then.
#[test]
fn a_manifest_that_was_changed_comes_back_and_is_kept() {
    let classroom = Classroom::new();
    let given = classroom.read("exercises/client/Cargo.toml");
    classroom.write("exercises/client/Cargo.toml", "[package\n");
    let told = classroom.run(&["reset", "client", "--yes"]);
    matches_snapshot("reset-manifest", &classroom, told.ends_with(0));
    assert_eq!(classroom.read("exercises/client/Cargo.toml"), given);
    assert_eq!(classroom.read("exercises/client/Cargo.toml-before-reset-1"), "[package\n");
    assert!(!classroom.path(KEPT).exists(), "the source was the stub");
    classroom.run(&["reset", "client"]).ends_with(0).says(&["nothing to reset"]);
}

#[test]
fn a_manifest_with_other_line_ends_is_as_it_was_given() {
    let classroom = Classroom::new();
    let given = classroom.read("exercises/client/Cargo.toml");
    classroom.write("exercises/client/Cargo.toml", &given.replace('\n', "\r\n"));
    classroom.run(&["reset", "client"]).ends_with(0).says(&["nothing to reset"]);
}

/// What the program says must not steer the terminal that shows it.
#[test]
fn control_characters_are_escaped() {
    let classroom = Classroom::new();
    classroom.write_main(Step::Client, "// \u{1b}]0;title\u{7}\u{1b}[2J\n");
    let told = classroom.run(&["reset", "client", "--yes"]);
    told.ends_with(0).never_says(&["\u{1b}]0;", "\u{1b}[2J", "\u{7}"]);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_left_alone() {
    let classroom = Classroom::new();
    let elsewhere = common::folder();
    fs::write(elsewhere.path().join("main.rs"), "fn main() {}\n").expect("a file");
    let source = classroom.path("exercises/client/src");
    fs::remove_dir_all(&source).expect("the folder");
    std::os::unix::fs::symlink(elsewhere.path(), &source).expect("a link");
    classroom.run(&["reset", "client", "--yes"]).ends_with(0);
    assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
    let kept = fs::read_to_string(elsewhere.path().join("main.rs"));
    assert_eq!(kept.expect("the file"), "fn main() {}\n");
    assert!(!source.symlink_metadata().expect("the folder").is_symlink());
}

/// A source that cannot be read can still be put aside.
#[test]
fn a_folder_in_place_of_the_source_is_kept() {
    let classroom = Classroom::new();
    let main = classroom.path(&main_of(Step::Client));
    fs::remove_file(&main).expect("the file");
    fs::create_dir(&main).expect("a folder");
    fs::write(main.join("notes.txt"), "mine").expect("a file");
    classroom.run(&["reset", "client", "--yes"]).ends_with(0);
    assert_eq!(classroom.read(&format!("{KEPT}/main.rs/notes.txt")), "mine");
    assert_eq!(classroom.read_main(Step::Client), Step::Client.stub());
}

/// Answers the question at a terminal.
#[cfg(target_os = "linux")]
#[track_caller]
fn answered(classroom: &Classroom, answer: &str) -> common::Told {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::io::{Read, Write};
    use std::os::unix::ffi::OsStrExt;

    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
    grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("it can be used");
    let name = ptsname(&terminal, Vec::new()).expect("its name");
    let their_end = std::path::Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
    let stdin = fs::File::options().read(true).write(true).open(their_end).expect("their end");
    fs::File::from(terminal.try_clone().expect("our end"))
        .write_all(answer.as_bytes())
        .expect("they read");
    let tool = std::path::Path::new(env!("CARGO_BIN_EXE_xtask"));
    let mut running = common::Running::start(tool, ["reset", "client"], |command| {
        command
            .current_dir(classroom.root())
            .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
            .env("CARGO_TARGET_DIR", classroom.path("target"))
            .stdin(stdin);
    });
    let mut stdout = String::new();
    running.stdout().read_to_string(&mut stdout).expect("UTF-8");
    common::Told { status: running.wait().code(), stdout, stderr: String::new() }
}

#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_only_a_yes_resets() {
    let classroom = begun();
    for no in ["\n", "n\n", "what?\n"] {
        answered(&classroom, no).says(&["[y/N]", "Nothing was changed."]);
        assert!(!classroom.path(KEPT).exists());
    }
    answered(&classroom, "y\n").ends_with(0).says(&["The stub is back"]);
    is_reset(&classroom);
}
