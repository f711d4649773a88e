//! Stub and solution are kept honest: outside the holes they are the same, and
//! the exercises in this repository are the stubs.

use course::step::Step;
use std::fs;
use std::path::{Path, PathBuf};

const BEGIN: &str = "// ── your part: ";
const END: &str = "// ── end of your part ──";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(folder: &str, step: Step) -> String {
    let file = repository().join(folder).join(step.name()).join("src/main.rs");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The lines outside the holes (their markers included), and those within.
fn split(source: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut outside, mut within) = (Vec::new(), Vec::new());
    let mut in_hole = false;
    for line in source.lines() {
        if line.trim() == END {
            assert!(in_hole, "a hole ends that did not begin: {line}");
            in_hole = false;
        }
        if in_hole {
            within.push(line)
        } else {
            outside.push(line)
        }
        if line.trim().starts_with(BEGIN) {
            assert!(!in_hole, "a hole in a hole: {line}");
            in_hole = true;
        }
    }
    assert!(!in_hole, "a hole does not end");
    (outside, within)
}

#[test]
fn a_stub_is_its_solution_outside_the_holes() {
    for step in Step::ALL {
        let solution = read("solutions", step);
        assert_eq!(split(step.stub()).0, split(&solution).0, "{step}");
    }
}

#[test]
fn the_work_is_in_the_holes() {
    for step in Step::ALL {
        let solution = read("solutions", step);
        let (stub, solution) = (split(step.stub()).1.join("\n"), split(&solution).1.join("\n"));
        assert!(stub.contains("todo!("), "{step}: the stub has nothing to do");
        assert!(!solution.contains("todo!("), "{step}: the solution is unfinished");
        let code = |text: &str| text.lines().filter(|line| !line.trim().starts_with("//")).count();
        assert!(code(&stub) < code(&solution) / 3, "{step}: the stub gives the solution away");
    }
}

#[test]
fn a_stub_is_recognised_whatever_an_editor_did_to_its_line_ends() {
    for step in Step::ALL {
        assert!(step.is_untouched(step.stub()));
        assert!(step.is_untouched(&step.stub().replace('\n', "\r\n")));
        assert!(step.is_untouched(&format!("{}\n\n", step.stub())));
        assert!(!step.is_untouched(&step.stub().replace("todo!", "unimplemented!")));
    }
}

#[test]
#[ignore = "holds in the repository, not for a student who has begun"]
fn the_exercises_are_the_stubs() {
    for step in Step::ALL {
        assert_eq!(read("exercises", step), step.stub(), "{step}");
    }
}
