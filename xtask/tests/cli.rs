//! The command line as a user calls it: what is refused and in which words,
//! exit statuses, order, seeds, colour.

mod common;

use common::{Told, check, command_line, run, xtask};
use course::step::Step;
use predicates::prelude::*;
use std::fs;
use std::path::Path;

/// A program that is no client: the tool itself refuses `--host`.
fn no_client() -> String {
    command_line([env!("CARGO_BIN_EXE_xtask")])
}

/// A call that is refused: exit status 2, nothing on standard output, and on
/// standard error a message with these texts.
#[track_caller]
fn refused(arguments: &[&str], says: &[&str]) -> Told {
    let told = check(arguments);
    told.ends_with(2);
    assert_eq!(told.stdout, "", "standard output");
    assert!(told.stderr.starts_with("error: "), "{}", told.stderr);
    let stderr = common::joined(&told.stderr);
    for text in says {
        assert!(stderr.contains(text), "expected {text:?} in:\n{}", told.stderr);
    }
    told
}

/// The names of the steps in the order in which they were told.
fn headings(told: &Told) -> Vec<&str> {
    let is_heading = |line: &&str| Step::from_name(line).is_some();
    told.stdout.lines().filter(is_heading).collect()
}

#[test]
fn an_unknown_step_is_refused_with_the_nearest_name() {
    refused(&["greting-server"], &["greting-server", "did you mean `greeting-server`?"]);
    refused(&["upd-pair"], &["did you mean `udp-pair`?"]);
}

#[test]
fn an_unknown_step_that_is_like_none_is_refused_with_all_names() {
    refused(
        &["xyz"],
        &["xyz", "resolve-and-connect, greeting-server, client, ipv6-server, udp-pair"],
    );
    refused(&[""], &["there is no such step"]);
}

/// No two steps begin with the same letter, so one letter is enough.
#[test]
fn a_step_is_found_by_its_first_letters() {
    let told = check(["--solutions", "cl", "--check", "prints_the_greeting"]);
    assert_eq!(headings(told.ends_with(0)), ["client"]);
    let told = check(["--solutions", "r", "--check", "connects_to_host_and_port"]);
    assert_eq!(headings(told.ends_with(0)), ["resolve-and-connect"]);
}

#[test]
fn an_unknown_option_is_refused_with_the_nearest_one() {
    refused(&["--sed", "1"], &["--sed", "'--seed'"]);
    refused(&["--bogus"], &["--bogus", "--help"]);
}

#[test]
fn an_option_with_an_impossible_value_is_refused() {
    refused(&["--seed", "many"], &["many", "--seed"]);
    refused(&["--seed", "-1"], &["-1"]);
    xtask()
        .args(["check", "--color", "sometimes"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("[possible values: auto, always, never]"));
}

#[test]
fn options_that_exclude_each_other_are_refused() {
    refused(&["client", "--solutions", "--program", "x"], &["--solutions", "--program"]);
    refused(&["--solutions", "--exercises", "."], &["--solutions", "--exercises"]);
    refused(&["client", "--exercises", ".", "--program", "x"], &["--exercises", "--program"]);
}

#[test]
fn an_unknown_subcommand_is_refused() {
    xtask()
        .arg("chek")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("a similar subcommand exists: 'check'"));
}

#[test]
fn an_unknown_check_is_refused_with_the_nearest_one() {
    refused(
        &["client", "--check", "prints_the_greting"],
        &["prints_the_greting", "did you mean `prints_the_greeting`?"],
    );
    refused(
        &["--check", "greeting-server::greets_a_clien"],
        &["greeting-server::greets_a_clien", "greets_a_client"],
    );
}

#[test]
fn a_check_of_another_step_is_refused() {
    refused(&["client", "--check", "restarts_at_once"], &["restarts_at_once"]);
    refused(&["client", "--check", "greeting-server::greets_a_client"], &["greets_a_client"]);
}

#[test]
fn a_check_that_several_steps_have_is_refused_with_a_way_out() {
    let told = refused(
        &["--check", "describes_its_arguments"],
        &[
            "describes_its_arguments",
            "several steps",
            "resolve-and-connect::describes_its_arguments",
        ],
    );
    assert!(!told.stderr.contains("did you mean"), "{}", told.stderr);
}

#[test]
fn an_unknown_step_before_a_check_is_named() {
    refused(&["--check", "grting-server::describes_its_arguments"], &["no such step"]);
}

#[test]
fn a_check_is_found_without_its_step() {
    let told = check(["--solutions", "--check", "prints_the_greeting"]);
    assert_eq!(headings(told.ends_with(0)), ["client"]);
    assert_eq!(told.lines_with("PASS").len(), 1);
}

#[test]
fn a_check_is_found_with_its_step() {
    let told = check(["--solutions", "--check", "udp-pair::describes_its_arguments"]);
    assert_eq!(headings(told.ends_with(0)), ["udp-pair"]);
    assert_eq!(told.lines_with("PASS").len(), 1);
}

#[test]
fn a_program_without_exactly_one_step_is_refused() {
    let program = no_client();
    refused(&["--program", &program], &["--program", "one step"]);
    refused(&["client", "udp-pair", "--program", &program], &["--program", "one step"]);
}

#[test]
fn a_program_that_is_not_there_is_refused() {
    refused(&["client", "--program", "/nowhere/client --loud"], &["/nowhere/client"]);
    refused(&["client", "--program", "no-such-program-anywhere"], &["no-such-program-anywhere"]);
    refused(&["client", "--program", "."], &["cannot start `.`"]);
}

#[test]
fn an_empty_program_is_refused() {
    refused(&["client", "--program", ""], &["--program", "which program?"]);
    refused(&["client", "--program", "  "], &["--program", "which program?"]);
}

#[test]
fn a_program_with_an_open_quote_is_refused() {
    refused(&["client", "--program", "'client --loud"], &["'client --loud", "quote"]);
}

#[cfg(unix)]
#[test]
fn a_program_that_is_not_executable_is_refused() {
    let folder = common::folder();
    let file = folder.path().join("client.sh");
    fs::write(&file, "#!/bin/sh\n").unwrap();
    refused(&["client", "--program", &command_line([&file])], &["cannot start", "client.sh"]);
}

#[cfg(unix)]
#[test]
fn a_program_that_the_system_cannot_start_is_refused() {
    #[track_caller]
    fn check(content: &[u8]) {
        use std::os::unix::fs::PermissionsExt;
        let folder = common::folder();
        let file = folder.path().join("client");
        fs::write(&file, content).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        refused(&["client", "--program", &command_line([&file])], &["cannot start", "client"]);
    }
    check(b"#!/nowhere/interpreter\n");
    check(b"\x7fELF and nothing more");
}

#[test]
fn a_program_is_found_in_a_folder_with_a_space() {
    let folder = common::folder();
    let spaced = folder.path().join("my programs");
    fs::create_dir(&spaced).unwrap();
    let program = spaced.join(format!("client{}", std::env::consts::EXE_SUFFIX));
    fs::copy(common::solution(Step::Client), &program).unwrap();
    let arguments = ["client", "--check", "prints_the_greeting", "--program"];
    check(arguments.into_iter().chain([&*program.to_string_lossy()])).ends_with(0);
    check(arguments.into_iter().chain([&*command_line([&program])])).ends_with(0);
}

#[test]
fn a_program_is_found_from_the_current_folder() {
    let folder = common::folder();
    let name = format!("client{}", std::env::consts::EXE_SUFFIX);
    fs::copy(common::solution(Step::Client), folder.path().join(&name)).unwrap();
    let program = format!("./{name}");
    let told = run(common::check_command([
        "client",
        "--check",
        "prints_the_greeting",
        "--program",
        &program,
    ])
    .current_dir(folder.path()));
    told.ends_with(0);
}

#[test]
fn a_folder_of_exercises_that_is_not_there_is_refused() {
    refused(&["--exercises", "/nowhere/exercises"], &["--exercises", "/nowhere/exercises"]);
}

#[test]
fn a_folder_of_the_wrong_shape_is_refused_with_the_right_one() {
    let folder = common::folder();
    fs::write(folder.path().join("main.rs"), "fn main() {}\n").unwrap();
    let path = folder.path().to_string_lossy();
    refused(&["--exercises", &path], &[&path, "resolve-and-connect/src/main.rs"]);
}

#[test]
fn a_file_instead_of_a_folder_of_exercises_is_refused() {
    refused(&["--exercises", "Cargo.toml"], &["Cargo.toml", "folder"]);
}

#[test]
fn what_passes_ends_with_0() {
    let told = check(["--solutions", "client"]);
    told.ends_with(0).says(&["All passed."]).never_says(&["FAIL"]);
}

#[test]
fn what_does_not_pass_ends_with_1() {
    let told = check(["client", "--check", "prints_the_greeting", "--program", &no_client()]);
    told.ends_with(1).says(&["FAIL", "Next: client: ", "Then: cargo xtask check client "]);
}

#[test]
fn a_missing_cargo_ends_with_3() {
    let folder = common::folder();
    let cargo = folder.path().join("no-cargo");
    let told = run(common::check_command(["--solutions", "client"]).env("CARGO", &cargo));
    told.ends_with(3);
    assert!(told.stderr.contains("no-cargo"), "{}", told.stderr);
    assert!(told.stderr.contains("is Rust's toolchain installed?"), "{}", told.stderr);
}

#[test]
fn a_missing_cargo_is_told_once() {
    let told = run(common::check_command(["--solutions", "client"]).env("CARGO", "/nowhere/cargo"));
    told.ends_with(3);
    assert_eq!(told.stderr.matches("os error").count(), 1, "{}", told.stderr);
}

/// Linux: in a network without any loopback nothing can be graded.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_a_loopback_ends_with_3() {
    common::solution(Step::Client);
    let Some(told) = in_own_network("", &["--solutions", "client"]) else {
        return;
    };
    told.ends_with(3).never_says(&["FAIL"]);
}

/// Linux: without `::1` the step that is all about it cannot pass.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_an_ipv6_loopback_ends_with_3() {
    common::solution(Step::Ipv6Server);
    let ipv4_only = "ip link set lo up && echo 1 >/proc/sys/net/ipv6/conf/lo/disable_ipv6";
    let Some(told) = in_own_network(ipv4_only, &["--solutions", "ipv6-server"]) else {
        return;
    };
    told.ends_with(3).says(&["no IPv6 loopback address"]).never_says(&["All passed."]);
}

/// Runs a check in a network of its own, which `prepare` sets up; `None` where
/// the system does not allow it.
#[cfg(target_os = "linux")]
fn in_own_network(prepare: &str, arguments: &[&str]) -> Option<Told> {
    let unshare = |script: &str| {
        let mut command = assert_cmd::Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--net", "sh", "-c", script, "sh"])
            .arg(env!("CARGO_BIN_EXE_xtask"))
            .args(["check", "--color", "never"])
            .args(arguments)
            .current_dir(common::root())
            .env("CARGO_TARGET_DIR", common::target())
            .timeout(common::LONGEST);
        command
    };
    let prepare = if prepare.is_empty() { "true" } else { prepare };
    let allowed = unshare(prepare).output().is_ok_and(|output| output.status.success());
    if !allowed {
        common::skipped("this machine gives us no network of our own");
        return None;
    }
    Some(run(&mut unshare(&format!("{prepare} && exec \"$@\""))))
}

#[test]
fn the_tool_works_from_any_folder_of_the_repository() {
    let folder = common::root().join("solutions/client/src");
    let told =
        run(common::check_command(["--solutions", "client", "--check", "prints_the_greeting"])
            .current_dir(folder));
    told.ends_with(0);
}

#[test]
fn steps_are_told_in_the_order_of_the_tutorial() {
    let told = check(["--solutions", "greeting-server", "client", "resolve-and-connect"]);
    assert_eq!(headings(told.ends_with(0)), ["resolve-and-connect", "greeting-server", "client"]);
}

#[test]
fn a_step_that_is_named_twice_is_checked_once() {
    let told = check(["--solutions", "client", "cl", "client"]);
    assert_eq!(headings(told.ends_with(0)), ["client"]);
}

#[test]
fn help_describes_every_option_and_the_exit_statuses() {
    for help in ["--help", "-h"] {
        let told = run(xtask().args(["check", help]));
        told.ends_with(0).says(&[
            "[STEP]...",
            "--solutions",
            "--exercises <DIR>",
            "--program <CMD>",
            "--check <ID>",
            "--seed <N>",
            "--json <FILE>",
            "--color <WHEN>",
            "Exit status:",
        ]);
    }
}

#[test]
fn a_run_leaves_no_file_outside_the_target_folder() {
    let (here, temporary) = (common::folder(), common::folder());
    let sources = || {
        let rooms = ["exercises", "solutions", "corpus", "crates", "xtask/src"];
        rooms.map(|room| common::files_below(&common::root().join(room)))
    };
    let before = sources();
    let told = run(common::check_command(["--solutions", "resolve-and-connect"])
        .current_dir(here.path())
        .env("TMPDIR", temporary.path()));
    told.ends_with(0);
    assert_eq!(common::files_below(here.path()), <[&Path; 0]>::default());
    assert_eq!(common::files_below(temporary.path()), <[&Path; 0]>::default());
    assert_eq!(sources(), before);
}
