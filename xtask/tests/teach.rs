//! The commands of teaching assistants: handed over with all their arguments, and
//! with the exit status of who takes them.

mod common;

use common::{run, xtask};

#[test]
fn the_arguments_reach_the_other_tool() {
    let told = run(xtask().args(["export", "--help"]));
    assert_eq!(told.status, Some(0));
    assert!(told.stdout.contains("--format <FORMAT>"), "{}", told.stdout);
}

#[test]
fn the_exit_status_is_that_of_the_other_tool() {
    let told = run(xtask().args(["export", "--format", "pdf", "."]));
    assert_eq!(told.status, Some(2), "{}", told.stderr);
    let told = run(xtask().args(["export", "--format", "csv", "no/such/folder"]));
    assert_eq!(told.status, Some(3), "{}", told.stderr);
}
