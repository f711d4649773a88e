//! `cargo xtask solution`: opens when the program has passed, as it is now.

mod common;

use common::classroom::{Classroom, matches_snapshot};
use course::step::Step;
use report::data::StepStatus;

#[test]
fn it_stays_closed_until_the_program_has_passed() {
    let classroom = Classroom::new();
    let told = classroom.run(&["solution", "client"]);
    matches_snapshot("solution-closed", &classroom, told.ends_with(1));
    classroom.note(Step::Client, StepStatus::Failed, 12, None);
    let told = classroom.run(&["solution", "client"]);
    told.ends_with(1).says(&["the last check did not pass"]).never_says(&["read_to_end"]);
}

#[test]
fn a_program_that_has_passed_opens_it_until_it_is_changed() {
    let classroom = Classroom::new();
    let main = "fn main() {\n    println!(\"mine\");\n}\n";
    classroom.write_main(Step::Client, main);
    classroom.note(Step::Client, StepStatus::Passed, 40, None);
    let told = classroom.run(&["solution", "client"]);
    told.ends_with(0).says(&["- println!(\"mine\");", "+use std::io::Read;"]);
    classroom.write_main(Step::Client, "fn main() {}\n");
    let told = classroom.run(&["solution", "client"]);
    told.ends_with(1).says(&["it was changed since the last check"]);
}

#[test]
fn with_spoil_it_is_shown_at_once() {
    let classroom = Classroom::new();
    let told = classroom.run(&["solution", "client", "--spoil"]);
    matches_snapshot("solution", &classroom, told.ends_with(0));
}

#[test]
fn the_solution_itself_differs_in_nothing() {
    let classroom = Classroom::new();
    classroom.solve(Step::Client);
    let told = classroom.run(&["solution", "client", "--spoil"]);
    told.ends_with(0).says(&["Your client is the solution, line by line."]);
}
