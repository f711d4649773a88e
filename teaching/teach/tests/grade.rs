//! `grade`, from the command line: what it writes, what it keeps, how it ends.
//! Without a sandbox, for the programs are ours: so it is tested on systems that
//! have none, too. (`teaching/batch/tests/attacks.rs` tests the sandbox.)

mod course;

#[cfg(unix)]
use self::course::read;
use self::course::{Course, SOLUTION};
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use std::fs;
use std::path::Path;

#[test]
fn each_submission_gets_a_report_and_the_second_run_keeps_it() {
    let course = Course::new();
    course.hand_in("ada", SOLUTION);
    course.hand_in("bob", "fn main() { let }");
    course.grade(&[]).success().stdout(contains("2 of 2 submissions graded"));
    assert_eq!(course.report("ada").steps[0].status, report::data::StepStatus::Passed);
    assert_eq!(course.report("bob").steps[0].status, report::data::StepStatus::BuildFailed);
    let first = course.report("ada");
    course.grade(&[]).success().stderr(contains("bob: 0 of 40 points  (from an earlier run)"));
    assert_eq!(course.report("ada"), first);
    course.hand_in("bob", "fn main() {}");
    course.grade(&[]).success();
    assert_eq!(course.report("bob").steps[0].status, report::data::StepStatus::Failed);
    assert_eq!(course.report("ada"), first);
}

#[cfg(target_os = "linux")]
#[test]
fn no_step_of_the_solutions_is_inconclusive_in_the_sandbox() {
    let course = Course::new();
    for step in ::course::step::Step::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../solutions");
        let source = fs::read_to_string(folder.join(step.name()).join("src/main.rs")).unwrap();
        let file = course.submissions().join("ada").join(step.name()).join("src/main.rs");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, source).unwrap();
    }
    let mut command = Command::cargo_bin("handshake-teach").unwrap();
    command.arg("grade").arg(course.submissions()).arg("--out").arg(course.out());
    let output = command.output().unwrap();
    if String::from_utf8_lossy(&output.stderr).contains("the sandbox does not work here") {
        return;
    }
    for step in course.report("ada").steps {
        assert_eq!(step.status, report::data::StepStatus::Passed, "{step:#?}");
    }
}

#[test]
fn a_run_leaves_the_files_of_the_class_and_a_resumed_one_brings_them_up_to_date() {
    let course = Course::new();
    course.hand_in("ada", SOLUTION);
    course.grade(&[]).success().stdout(contains("report.html"));
    let text = |file: &str| fs::read_to_string(course.out().join(file)).unwrap();
    assert!(text("grades.csv").contains("\nada,passed,"), "{}", text("grades.csv"));
    assert!(text("junit.xml").contains("<testsuite "));
    assert!(text("feedback/ada.txt").contains("Feedback for ada"));
    assert_eq!(text("sources/ada/client/src/main.rs"), SOLUTION);
    assert!(text("report.html").contains("ada"));
    course.hand_in("bob", "fn main() { let its_code }");
    fs::remove_dir_all(course.out().join("sources/ada")).unwrap();
    course.grade(&[]).success();
    assert_eq!(text("grades.csv").lines().count(), 3);
    assert!(text("report.html").contains("let its_code"));
    assert_eq!(text("sources/ada/client/src/main.rs"), SOLUTION);
}

#[test]
fn a_report_of_another_run_is_told() {
    let course = Course::new();
    course.hand_in("ada", "fn main() { let }");
    course.hand_in("bob", "fn main() { let }");
    course.grade(&[]).success().stderr(contains("reports of other runs").not());
    fs::remove_dir_all(course.submissions().join("bob")).unwrap();
    course
        .grade(&[])
        .success()
        .stderr(contains("other runs are in these files, too: 1, such as reports/bob.json"));
}

#[test]
fn what_cannot_be_read_costs_nobody_else_and_ends_with_3() {
    let course = Course::new();
    course.hand_in("ada", "fn main() { let }");
    fs::write(course.submissions().join("bad.zip"), "no archive").unwrap();
    fs::write(course.submissions().join("eve.rar"), "another archive").unwrap();
    course
        .grade(&[])
        .code(3)
        .stderr(contains("bad.zip: could not be graded"))
        .stderr(contains("note: 1 there is not graded").and(contains(": eve.rar")));
    assert_eq!(course.report("bad.zip").max_score, 0);
    assert_eq!(course.report("ada").max_score, 40);
    assert!(course.run().finished);
}

#[test]
fn the_same_source_is_judged_once() {
    let course = Course::new();
    for name in ["ada", "bob", "eve"] {
        course.hand_in(name, "fn main() {}");
    }
    course.grade(&["--jobs", "3"]).success().stderr(contains("(the same source as "));
    let same = course.run().submissions.into_iter().filter_map(|line| line.same_as);
    assert_eq!(same.count(), 2);
    assert_eq!(course.report("eve").submission, "eve");
}

#[test]
fn a_shard_takes_its_part() {
    let course = Course::new();
    for name in ["a", "b", "c"] {
        course.hand_in(name, "fn main() { let }");
    }
    course.grade(&["--shard", "2/2"]).success().stdout(contains("1 of 1"));
    assert_eq!(fs::read_dir(course.out().join("reports")).unwrap().count(), 1);
    assert_eq!(course.report("b").submission, "b");
    course.grade(&["--shard", "3/2"]).code(2);
    // The other half goes elsewhere, and both together are the whole.
    let (second, first, all) = (course.out(), course.folder("first"), course.folder("all"));
    course.grade_into(&first, &["--shard", "1/2"]).success();
    let merge = |folders: &[&Path]| {
        let mut command = Command::cargo_bin("handshake-teach").unwrap();
        command.arg("merge").args(folders).arg("--out").arg(&all).assert()
    };
    merge(&[&first]).code(3).stderr(contains("shard 2/2 is missing"));
    merge(&[&second, &first]).success().stdout(contains("3 of 3 submissions graded"));
    assert_eq!(fs::read_dir(all.join("reports")).unwrap().count(), 3);
    assert_eq!(fs::read_to_string(all.join("grades.csv")).unwrap().lines().count(), 4);
    assert!(all.join("sources/c/client/src/main.rs").is_file());
}

#[cfg(unix)]
#[test]
fn a_verdict_that_does_not_hold_is_marked() {
    use report::data::{CheckStatus, Flaky};

    let course = Course::new();
    course.hand_in_moody("moody");
    course.hand_in("wrong", "fn main() {}");
    course.grade(&["--reruns", "2"]).success().stdout(contains("Flaky verdicts"));
    let moody = course.report("moody");
    let failed: Vec<_> = moody.steps[0]
        .checks
        .iter()
        .filter(|check| check.status == CheckStatus::Failed)
        .map(|check| check.flaky)
        .collect();
    assert!(!failed.is_empty());
    assert_eq!(failed, vec![Some(Flaky { passed: 2, failed: 1 }); failed.len()]);
    assert_eq!(moody.reruns, 2);
    assert!(course.report("wrong").steps[0].checks.iter().all(|check| check.flaky.is_none()));
    let schema: serde_json::Value = read(Path::new("../../crates/report/report.schema.json"));
    let report: serde_json::Value = read(&course.out().join("reports/moody.json"));
    jsonschema::validate(&schema, &report).unwrap();
    let page = fs::read_to_string(course.out().join("report.html")).unwrap();
    assert!(page.contains(" passed twice and failed once"));
    // More repetitions than those that are there already have to be made.
    course.grade(&["--reruns", "1"]).success().stderr(contains("moody: ").and(contains("earlier")));
    course.grade(&["--reruns", "3"]).success();
    assert_eq!(course.report("moody").reruns, 0, "now it is always right");
    assert_eq!(course.report("wrong").reruns, 3);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_goes_on_where_it_was() {
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;

    let course = Course::new();
    for number in 0..6 {
        course.hand_in(&format!("s{number}"), &format!("fn main() {{ let {number} }}"));
    }
    #[expect(clippy::disallowed_methods, reason = "it is killed, which assert_cmd cannot")]
    let mut first = std::process::Command::new(env!("CARGO_BIN_EXE_handshake-teach"))
        .args(course.words(&course.out()))
        .args(["--jobs", "1"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Until the second is done.
    let lines = BufReader::new(first.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert_eq!(lines.filter(|line| line.contains("0 of 40")).take(2).count(), 2);
    #[cfg(target_os = "linux")]
    let left_behind = owned_folder(first.id());
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(!course.run().finished);
    let kept = course.report("s0");
    course.grade(&[]).success().stderr(contains("s0: 0 of 40 points  (from an earlier run)"));
    assert_eq!(course.report("s0"), kept);
    assert!(course.run().finished);
    assert_eq!(fs::read_dir(course.out().join("reports")).unwrap().count(), 6);
    #[cfg(target_os = "linux")]
    assert!(!left_behind.exists(), "{} is still there", left_behind.display());
}

/// The temporary folder of a grader that runs: it has the file `owner` in it open.
#[cfg(target_os = "linux")]
fn owned_folder(grader: u32) -> std::path::PathBuf {
    let open = fs::read_dir(format!("/proc/{grader}/fd")).unwrap();
    let mut files = open.filter_map(|entry| fs::read_link(entry.unwrap().path()).ok());
    let owner = files.find(|file| file.ends_with("owner")).unwrap();
    owner.parent().unwrap().to_owned()
}
