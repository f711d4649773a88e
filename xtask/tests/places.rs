//! Where the tool looks for things: the repository, and cargo's target folder.

mod common;

use common::classroom::Classroom;
use common::run;
use course::step::Step;

/// Cargo itself takes it from the folder that one is in.
#[test]
fn a_relative_target_folder_is_the_same_one_from_everywhere() {
    let classroom = Classroom::new();
    let at = |folder: &str, variable: &str, arguments: &[&str]| {
        let mut command = classroom.command(arguments);
        command.env_remove("CARGO_TARGET_DIR").env(variable, "built-here");
        run(command.current_dir(classroom.path(folder)))
    };
    at("exercises/client", "CARGO_TARGET_DIR", &["hint", "client"]).ends_with(0).says(&["hint 1"]);
    at("", "CARGO_TARGET_DIR", &["hint", "client"]).ends_with(0).says(&["hint 2"]);
    at("solutions", "CARGO_BUILD_TARGET_DIR", &["hint", "client"]).ends_with(0).says(&["hint 3"]);
    assert!(classroom.path("built-here/handshake/progress.json").exists());
}

#[test]
fn solutions_that_are_gone_are_named_where_they_are_needed() {
    let classroom = Classroom::new();
    classroom.write_main(Step::Client, "fn main() {}\n");
    std::fs::remove_dir_all(classroom.path("solutions")).expect("the solutions");
    classroom.run(&[]).ends_with(0).says(&["client not checked yet"]);
    for arguments in
        [&["check", "client"][..], &["solution", "client", "--spoil"], &["reset", "client"]]
    {
        let told = classroom.run(arguments);
        let missing = classroom.path("solutions").display().to_string();
        let stderr = &told.ends_with(3).stderr;
        assert!(stderr.contains(&missing) && stderr.contains("is missing:"), "{stderr}");
    }
}
