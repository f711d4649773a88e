//! `--exercises DIR`: what a student hands in, in a folder of its own. One
//! step's trouble never takes the others along.

mod common;

use common::{HandedIn, Told, run};
use course::step::Step;
use std::path::{Path, PathBuf};

/// What a step was told to have come to, in its lines of the terminal.
fn told_of(told: &Told, step: Step) -> String {
    let lines = told.stdout.lines().skip_while(|line| *line != step.name());
    lines.take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

#[track_caller]
fn check(told: &Told, step: Step, says: &str) {
    let told = told_of(told, step);
    assert!(told.contains(says), "expected {says:?} of {step} in:\n{told}");
}

const PASSED: &str = "  PASS  ";
const NOT_STARTED: &str = "not started";

#[test]
fn untouched_stubs_are_not_started() {
    let told = HandedIn::of_stubs().check(&[]);
    told.ends_with(1).never_says(&["FAIL", "PASS"]);
    for step in Step::ALL {
        check(&told, step, NOT_STARTED);
    }
    told.says(&["Next: resolve-and-connect: read ", "resolve-and-connect/README.md"]);
}

/// Editors and git change line ends.
#[test]
fn a_stub_with_other_line_ends_is_not_started() {
    let handed_in = HandedIn::of_stubs();
    handed_in.write(Step::Client, "src/main.rs", &Step::Client.stub().replace('\n', "\r\n"));
    let told = handed_in.check(&["client"]);
    check(told.ends_with(1), Step::Client, NOT_STARTED);
}

#[test]
fn a_step_that_is_solved_passes_beside_the_others() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    check(handed_in.check(&["client"]).ends_with(0), Step::Client, PASSED);
    let told = handed_in.check(&["client", "udp-pair"]);
    told.ends_with(1).never_says(&["FAIL"]);
    check(&told, Step::Client, PASSED);
    check(&told, Step::UdpPair, NOT_STARTED);
}

#[test]
fn two_steps_of_a_pair_meet_each_other() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.solve(Step::GreetingServer);
    let told = handed_in.check(&["client"]);
    told.ends_with(0).says(&["PASS talks to your own greeting-server"]);
}

#[test]
fn a_step_that_does_not_compile_is_shown_as_rustc_says_it() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::ResolveAndConnect);
    handed_in.write(Step::Client, "src/main.rs", "fn main() {\n    let port: u16 = \"80\";\n}\n");
    let told = handed_in.check(&["resolve-and-connect", "client"]);
    told.ends_with(1);
    check(&told, Step::ResolveAndConnect, PASSED);
    told.says(&[
        "error[E0308]: mismatched types",
        "client/src/main.rs:2:21",
        "let port: u16 = \"80\";",
        "expected `u16`, found `&str`",
        "FAIL it does not compile",
        "Next: client: ",
    ]);
}

#[test]
fn a_partner_that_does_not_compile_costs_the_other_step_nothing() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.write(Step::GreetingServer, "src/main.rs", "fn main() { listen() }\n");
    let told = handed_in.check(&["client"]);
    told.ends_with(0).says(&[
        "SKIP talks to your own greeting-server: your `greeting-server` does not compile yet",
    ]);
}

#[test]
fn a_broken_manifest_is_named_and_the_others_are_graded() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.solve(Step::UdpPair);
    handed_in.write(Step::UdpPair, "Cargo.toml", "[package\nname = \"udp-pair\"\n");
    let told = handed_in.check(&["client", "udp-pair"]);
    told.ends_with(1);
    check(&told, Step::Client, PASSED);
    let manifest = handed_in.path().join("udp-pair/Cargo.toml");
    told.says(&[&manifest.to_string_lossy(), "unclosed table", "FAIL"]);
}

#[test]
fn a_manifest_with_another_name_is_named_and_the_others_are_graded() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.solve(Step::UdpPair);
    handed_in.write(
        Step::UdpPair,
        "Cargo.toml",
        "[package]\nname = \"my-pair\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
    );
    let told = handed_in.check(&["client", "udp-pair"]);
    told.ends_with(1);
    check(&told, Step::Client, PASSED);
    told.says(&["udp-pair", "FAIL"]);
}

#[test]
fn a_manifest_that_wants_what_is_not_there_is_named_and_the_others_are_graded() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.solve(Step::UdpPair);
    let manifest = common::root().join("exercises/udp-pair/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("the exercise's manifest");
    let manifest = manifest
        .replace("[dependencies]\n", "[dependencies]\nnot-there = { path = \"../not-there\" }\n");
    handed_in.write(Step::UdpPair, "Cargo.toml", &manifest);
    let told = handed_in.check(&["client", "udp-pair"]);
    told.ends_with(1);
    check(&told, Step::Client, PASSED);
    told.says(&["udp-pair/Cargo.toml", "not-there", "FAIL"]);
}

#[test]
fn a_step_that_is_missing_is_told_and_the_others_are_graded() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.remove(Step::GreetingServer);
    let told = handed_in.check(&["greeting-server", "client"]);
    told.ends_with(1);
    check(&told, Step::GreetingServer, "missing");
    check(&told, Step::Client, PASSED);
    told.says(&["Next: greeting-server: "]);
}

#[test]
fn a_module_in_a_file_of_its_own_is_built() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    let solution = common::root().join("solutions/client/src/main.rs");
    let solution = std::fs::read_to_string(solution).expect("the solution");
    handed_in.write(Step::Client, "src/helper.rs", &solution.replace("fn main()", "pub fn main()"));
    let main = "mod helper;\n\nfn main() -> std::process::ExitCode {\n    helper::main()\n}\n";
    handed_in.write(Step::Client, "src/main.rs", main);
    check(handed_in.check(&["client"]).ends_with(0), Step::Client, PASSED);

    // What is no longer handed in is no longer built.
    handed_in.solve(Step::Client);
    std::fs::remove_file(handed_in.path().join("client/src/helper.rs")).expect("it was there");
    handed_in.check(&["client"]).ends_with(0);
}

/// A program may include a text that lies beside its source.
#[test]
fn a_file_that_the_source_includes_is_there() {
    let handed_in = HandedIn::of_stubs();
    let main = "fn main() {\n    println!(\"{}\", include_str!(\"words.txt\"));\n}\n";
    handed_in.write(Step::Client, "src/main.rs", main);
    handed_in.write(Step::Client, "src/words.txt", "Hello");
    handed_in
        .check(&["client", "--check", "prints_the_greeting"])
        .ends_with(1)
        .never_says(&["does not compile"]);
}

#[test]
fn the_folder_may_be_given_from_where_one_is() {
    let handed_in = HandedIn::of_stubs();
    let told = run(common::check_command(["client", "--exercises", ".."])
        .current_dir(handed_in.path().join("client/src").parent().expect("a folder")));
    check(told.ends_with(1), Step::Client, NOT_STARTED);

    let name = handed_in.path().file_name().expect("a name");
    let relative = PathBuf::from("..").join(name);
    let told = run(common::check_command(["client", "--exercises"])
        .arg(relative)
        .current_dir(handed_in.path()));
    check(told.ends_with(1), Step::Client, NOT_STARTED);
}

/// The command that is told works from everywhere.
#[test]
fn the_folder_is_named_in_full_in_the_next_command() {
    let handed_in = HandedIn::of_stubs();
    let told =
        run(common::check_command(["client", "--exercises", "."]).current_dir(handed_in.path()));
    let then = told.stdout.lines().find_map(|line| line.strip_prefix("Then: cargo xtask "));
    let words = shell_words::split(then.expect("a command")).expect("a command line");
    let folder = words.iter().skip_while(|word| *word != "--exercises").nth(1);
    assert!(Path::new(folder.expect("the folder")).is_absolute(), "{}", told.stdout);
    run(common::xtask().args(words)).ends_with(1);
}

#[test]
fn the_task_that_comes_next_is_the_one_in_that_folder() {
    let handed_in = HandedIn::of_stubs();
    let told = handed_in.check(&["client"]);
    let source = handed_in.path().join("client/src/main.rs");
    told.says(&[&source.to_string_lossy()]);
}

/// What the compiler repeats of a source must not steer the terminal.
#[test]
fn control_characters_in_a_compile_error_are_not_sent() {
    let handed_in = HandedIn::of_stubs();
    let main = "compile_error!(\"\\u{1b}]0;title\\u{7}\\u{1b}[2J\");\nfn main() {}\n";
    handed_in.write(Step::Client, "src/main.rs", main);
    let told = run(common::xtask()
        .args(["check", "client", "--color", "always", "--exercises"])
        .arg(handed_in.path()));
    told.ends_with(1).says(&["does not compile"]).never_says(&["\x1b]0;", "\x1b[2J", "\x07"]);
}

#[test]
fn control_characters_in_a_broken_manifest_are_not_sent() {
    let handed_in = HandedIn::of_stubs();
    handed_in.solve(Step::Client);
    handed_in.write(Step::Client, "Cargo.toml", "[package\x1b]0;title\x07\x1b[2J\n");
    let told = run(common::xtask()
        .args(["check", "client", "--color", "always", "--exercises"])
        .arg(handed_in.path()));
    told.ends_with(1).never_says(&["\x1b]0;", "\x1b[2J", "\x07"]);
}
