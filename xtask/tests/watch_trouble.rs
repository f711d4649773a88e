//! `cargo xtask watch` where the disk or the system does not do its part: it says what
//! is wrong, and goes on when that is over.
#![cfg(target_os = "linux")]

mod common;

use common::classroom::Classroom;
use common::terminal::Terminal;
use common::{joined, skipped};
use course::step::Step;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

const PASSED: &str = "client: passed, ";

/// Starts the watch over the client, through another command.
fn watching(classroom: &Classroom, before: &[&str]) -> Terminal {
    Terminal::start_through(before, classroom, &["watch", "client"], 80, 30)
}

/// A classroom in which the client is solved.
fn with_client() -> Classroom {
    let classroom = Classroom::to_build_in();
    classroom.solve(Step::Client);
    classroom
}

/// Waits until the screen says this, in lines of whatever length.
#[track_caller]
fn says(terminal: &Terminal, text: &str) {
    terminal.is(text, |screen| joined(screen).contains(text));
}

/// A command that prepares a system of its own with a shell script (its arguments are in
/// `$0`), and runs in it what stands behind; `None` where that is not allowed.
fn prepared<'a>(script: &'a str, argument: &'a str) -> Option<Vec<&'a str>> {
    let before =
        vec!["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, argument];
    let tried = assert_cmd::Command::new(before[0]).args(&before[1..]).arg("true").output();
    if tried.is_ok_and(|output| output.status.success()) {
        return Some(before);
    }
    skipped("this machine gives us no mounts of our own");
    None
}

const SMALL_DISK: &str = "mount -t tmpfs -o size=2m none \"$0\" && exec \"$@\"";

#[test]
fn a_full_disk_is_named() {
    let classroom = with_client();
    let target = classroom.path("target").display().to_string();
    let Some(before) = prepared(SMALL_DISK, &target) else {
        return;
    };
    let mut terminal = watching(&classroom, &before);
    says(&terminal, "is nearly full");
    says(&terminal, "Make room on it, then try again.");
    terminal.types("q");
    terminal.ends_with(0);
}

#[test]
fn a_check_on_a_full_disk_ends_with_3_and_a_reason() {
    let classroom = with_client();
    let target = classroom.path("target").display().to_string();
    let Some(before) = prepared(SMALL_DISK, &target) else {
        return;
    };
    let mut command = assert_cmd::Command::new(before[0]);
    command
        .args(&before[1..])
        .args([env!("CARGO_BIN_EXE_xtask"), "check", "client"])
        .current_dir(classroom.root())
        .env("CARGO_MANIFEST_DIR", classroom.path("xtask"))
        .env("CARGO_TARGET_DIR", &target)
        .timeout(common::LONGEST_WITH_BUILD);
    let told = common::run(&mut command);
    told.ends_with(3);
    assert!(told.stderr.contains("is nearly full"), "{}", told.stderr);
}

#[test]
fn a_folder_that_cannot_be_read_is_named_until_it_can() {
    let classroom = with_client();
    // Root may read everything, unless it gives that right away.
    let is_root = rustix::process::geteuid().is_root();
    let before: &[&str] = match is_root {
        true => &["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"],
        false => &[],
    };
    let terminal = watching(&classroom, before);
    terminal.shows(PASSED);
    for folder in ["exercises/client/src", "exercises/client"] {
        let folder = classroom.path(folder);
        let usual = fs::metadata(&folder).expect("it is there").permissions();
        fs::set_permissions(&folder, Permissions::from_mode(0o000)).expect("it is ours");
        says(&terminal, "Permission denied");
        terminal.shows("client: not checked");
        fs::set_permissions(&folder, usual).expect("it is ours");
        terminal.shows(PASSED);
    }
}

#[test]
fn a_folder_that_is_deleted_or_a_link_is_named_until_it_is_back() {
    let classroom = with_client();
    let terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    let (folder, elsewhere) = (classroom.path("exercises/client"), classroom.path("elsewhere"));
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(&folder, &elsewhere).expect("renamed");
    says(&terminal, "exercises/client/src/main.rs is not there.");
    symlink(&elsewhere, &folder).expect("a link");
    says(&terminal, "exercises/client is a link.");
    fs::remove_file(&folder).expect("removed");
    says(&terminal, "exercises/client/src/main.rs is not there.");
    copy(&elsewhere, &folder);
    terminal.shows(PASSED);
    // The new folder is watched as the old one was.
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    terminal.shows("client: does not compile yet");
}

/// Whoever reads a pipe waits until somebody writes.
#[test]
fn a_pipe_in_the_place_of_a_file_holds_nobody() {
    let classroom = with_client();
    let mut terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    let main = "exercises/client/src/main.rs";
    classroom.put_pipe(main);
    says(&terminal, &format!("{main} is not a file."));
    fs::remove_file(classroom.path(main)).expect("removed");
    classroom.solve(Step::Client);
    terminal.shows(PASSED);
    let helper = "exercises/client/src/helper.rs";
    classroom.put_pipe(helper);
    says(&terminal, &format!("{helper} is no file but a pipe"));
    classroom.put_pipe("exercises/udp-pair/Cargo.toml");
    terminal.types("?").shows("checks your step again").types("q");
    terminal.ends_with(0);
}

#[test]
fn all_exercises_may_be_gone_for_a_while() {
    let classroom = with_client();
    let terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    let (folder, elsewhere) = (classroom.path("exercises"), classroom.path("elsewhere"));
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(&folder, &elsewhere).expect("renamed");
    says(&terminal, "exercises/client/src/main.rs is not there.");
    fs::rename(&elsewhere, &folder).expect("renamed");
    terminal.shows(PASSED);
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    terminal.shows("client: does not compile yet");
}

/// As by git, or by unpacking an archive beside it.
#[test]
fn other_exercises_put_in_their_place_count_as_a_save() {
    let classroom = with_client();
    let terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    let [folder, old, new] = ["exercises", "old", "new"].map(|name| classroom.path(name));
    for aside in [&old, &new] {
        let _ = fs::remove_dir_all(aside);
    }
    copy(&folder, &new);
    fs::write(new.join("client/src/main.rs"), "fn main() { greet() }\n").expect("a file");
    fs::rename(&folder, &old).expect("renamed");
    fs::rename(&new, &folder).expect("renamed");
    terminal.shows("client: does not compile yet");
    classroom.solve(Step::Client);
    terminal.shows(PASSED);
}

/// `cargo clean` in another terminal takes the folder for temporary files along.
#[test]
fn what_a_run_writes_may_be_deleted_between_two_saves() {
    let classroom = with_client();
    let mut terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    fs::remove_dir_all(classroom.path("target/handshake")).expect("removed");
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    terminal.shows("client: does not compile yet");
    classroom.solve(Step::Client);
    terminal.shows(PASSED).types("q");
    terminal.ends_with(0);
    let left = fs::read_dir(classroom.path("target/handshake")).expect("it is there again");
    let mut names = left.map(|entry| entry.expect("an entry").file_name());
    assert!(names.all(|name| !name.to_string_lossy().starts_with("run-")));
}

/// Copies a folder of files, file by file, as a file manager does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let new = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &new);
        } else {
            fs::copy(entry.path(), new).expect("a copy");
        }
    }
}

/// The system tells no more than so many programs: editors are among them.
#[test]
fn saves_are_noticed_where_the_system_does_not_tell_them() {
    let classroom = with_client();
    let deaf = "echo 0 >/proc/sys/user/max_inotify_instances && exec \"$@\"";
    let Some(before) = prepared(deaf, "sh") else {
        return;
    };
    let terminal = watching(&classroom, &before);
    terminal.shows(PASSED);
    classroom.write_main(Step::Client, "fn main() { greet() }\n");
    terminal.shows("client: does not compile yet");
    classroom.solve(Step::Client);
    terminal.shows(PASSED);
}

#[test]
fn a_broken_manifest_is_named_and_its_repair_counts_as_a_save() {
    let classroom = with_client();
    let terminal = watching(&classroom, &[]);
    terminal.shows(PASSED);
    // Another step's: cargo reads them all.
    let manifest = "exercises/udp-pair/Cargo.toml";
    let given = classroom.read(manifest);
    classroom.write(manifest, "[package\n");
    says(&terminal, manifest);
    terminal.shows("client: not checked");
    classroom.write(manifest, &given);
    terminal.shows(PASSED);
    // Its own, put back with a key.
    classroom.write("exercises/client/Cargo.toml", "[package\n");
    terminal.shows("client: not checked").types("x").shows("y reset").types("y");
    says(&terminal, "The manifest is back in exercises/client/Cargo.toml");
    terminal.types("\u{1b}");
    says(&terminal, "client: not started");
}
