//! `cargo xtask doctor` and `completions`: what they say of the machine and to a
//! shell.

mod common;

use common::classroom::Classroom;

/// Every line tells what was found; what it is depends on the machine.
#[test]
fn it_says_what_it_found_and_how_to_read_it() {
    let classroom = Classroom::new();
    let told = classroom.run(&["doctor"]);
    told.ends_with(0).says(&[
        "OK rustc ",
        "OK a program can be linked",
        "127.0.0.1 (IPv4) takes connections",
        "localhost",
        "This machine can do the exercises",
    ]);
    for line in told.stdout.lines().filter(|line| line.starts_with("  ")) {
        let word = line.split_whitespace().next().expect("a word");
        assert!(["OK", "--", "SKIP"].contains(&word), "{line}");
    }
    let left = common::files_below(&classroom.path("target/handshake"));
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(unix)]
#[test]
fn without_rust_it_says_where_to_get_it() {
    let told = common::run(
        Classroom::new().command(&["doctor"]).env("CARGO", "/no/cargo").env("RUSTC", "/no/rustc"),
    );
    told.ends_with(3).says(&[
        "FAIL cannot start",
        "/no/rustc",
        "next: install Rust from https://rustup.rs",
        "This machine cannot do the exercises yet. Begin with the first FAIL.",
    ]);
}

#[cfg(unix)]
#[test]
fn an_old_rust_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = common::folder();
    let old = folder.path().join("rustc");
    std::fs::write(&old, "#!/bin/sh\necho rustc 1.40.0\n").expect("a file");
    std::fs::set_permissions(&old, PermissionsExt::from_mode(0o755)).expect("its rights");
    let told = common::run(Classroom::new().command(&["doctor"]).env("RUSTC", &old));
    told.ends_with(3).says(&["FAIL rustc 1.40.0: older than ", "next: rustup update"]);
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = Classroom::new().run(&["completions", shell]);
        told.ends_with(0).says(&["solution", "doctor"]);
        assert!(told.stderr.contains("cargo xtask"), "{}", told.stderr);
    }
    Classroom::new().run(&["completions", "basch"]).ends_with(2);
}
