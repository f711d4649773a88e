//! `cargo xtask hint`: one hint after the other, the last check's mistake first.

mod common;

use common::classroom::{Classroom, matches_snapshot};
use course::hints;
use course::step::Step;
use report::data::StepStatus;

#[test]
fn hints_come_one_after_the_other_and_end_at_the_solution() {
    let classroom = Classroom::new();
    for hint in hints::of(Step::Client) {
        let told = classroom.run(&["hint", "client"]);
        assert!(told.ends_with(0).stdout.contains(hint), "{}", told.stdout);
    }
    matches_snapshot("hint-no-more", &classroom, classroom.run(&["hint", "client"]).ends_with(0));
    let told = classroom.run(&["hint", "client", "--all"]);
    for hint in hints::of(Step::Client) {
        assert!(told.ends_with(0).stdout.contains(hint), "{}", told.stdout);
    }
}

#[test]
fn without_a_step_it_is_about_the_first_that_has_not_passed() {
    let classroom = Classroom::new();
    classroom.solve(Step::ResolveAndConnect);
    classroom.note(Step::ResolveAndConnect, StepStatus::Passed, 40, None);
    matches_snapshot("hint-first", &classroom, classroom.run(&["hint"]).ends_with(0));
}

#[test]
fn a_mistake_of_the_last_check_comes_first_and_once() {
    let classroom = Classroom::new();
    classroom.solve(Step::Client);
    classroom.note(Step::Client, StepStatus::Failed, 12, Some("one-read"));
    matches_snapshot("hint-mistake", &classroom, classroom.run(&["hint", "client"]).ends_with(0));
    classroom.run(&["hint", "client"]).ends_with(0).says(&["client: hint 1 of 4"]);
    // Another check, the same mistake: it is worth saying again.
    classroom.note(Step::Client, StepStatus::Failed, 12, Some("one-read"));
    classroom.write_main(Step::Client, "fn main() {}\n");
    classroom
        .run(&["hint", "client"])
        .ends_with(0)
        .says(&["one-read", "Your program was changed since. Is it still so?"]);
    classroom.run(&["hint", "client"]).ends_with(0).says(&["client: hint 2 of 4"]);
}

#[test]
fn a_step_that_does_not_exist_gets_the_nearest_match() {
    let told = Classroom::new().run(&["hint", "cliemt"]);
    told.ends_with(2);
    assert!(told.stderr.contains("did you mean `client`?"), "{}", told.stderr);
}

#[test]
fn a_step_in_the_place_of_a_command_gets_the_command_that_checks_it() {
    let told = Classroom::new().run(&["client"]);
    let next = "cargo xtask check client";
    assert!(told.ends_with(2).stderr.contains(next), "{}", told.stderr);
}

#[test]
fn a_command_that_does_not_exist_gets_the_nearest_match() {
    let told = Classroom::new().run(&["hnit"]);
    told.ends_with(2);
    assert!(told.stderr.contains("'hint'"), "{}", told.stderr);
}
