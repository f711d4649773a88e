//! `cargo xtask list`: the steps, for people and for programs.

mod common;

use common::classroom::{Classroom, matches_snapshot};
use course::step::Step;
use report::data::StepStatus;

#[test]
fn each_step_tells_what_it_teaches_and_where_it_is() {
    let classroom = Classroom::new();
    classroom.solve(Step::Client);
    classroom.note(Step::Client, StepStatus::Failed, 12, Some("one-read"));
    matches_snapshot("list", &classroom, classroom.run(&["list"]).ends_with(0));
}

#[test]
fn programs_read_the_same_as_json() {
    let classroom = Classroom::new();
    classroom.solve(Step::Client);
    classroom.note(Step::Client, StepStatus::Failed, 12, Some("one-read"));
    let told = classroom.run(&["list", "--json"]);
    let list: serde_json::Value =
        serde_json::from_str(&told.ends_with(0).stdout).expect("it is JSON");
    assert_eq!(list["schema"], "handshake.list.v1");
    let names: Vec<_> = list["steps"].as_array().expect("steps").iter().collect();
    assert_eq!(names.len(), Step::ALL.len());
    for (value, step) in names.iter().zip(Step::ALL) {
        assert_eq!(value["step"], step.name());
        let file = value["file"].as_str().expect("a path");
        assert!(classroom.path(file).is_file(), "{file}");
    }
    let client = &list["steps"][2];
    assert_eq!((&client["state"], &client["score"]), (&"failed".into(), &12.into()));
    assert_eq!(client["changed_since_check"], false);
}
