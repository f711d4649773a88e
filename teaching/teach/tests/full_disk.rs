//! A disk that fills up while submissions are graded: a small one in memory, which only this
//! test sees, and which is made larger afterwards.
#![cfg(target_os = "linux")]

mod course;

use self::course::Course;
use std::fs;
use std::process::Command;

/// Submissions that do not compile: a report and a source each, of a page each.
const SUBMISSIONS: usize = 10;

/// Grades onto a disk that is too small, looks what is there, and goes on when there is space.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=48k none "$OUT" || exit 77
"$@" 2> "$SEEN/first.txt"
echo $? > "$SEEN/first"
cp -R "$OUT/reports" "$SEEN/reports"
mount -o remount,size=64m "$OUT"
"$@" 2> "$SEEN/second.txt"
echo $? > "$SEEN/second"
cp -R "$OUT" "$SEEN/out"
"#;

#[test]
fn a_run_whose_disk_was_full_goes_on_where_it_was() {
    let course = Course::new();
    for number in 0..SUBMISSIONS {
        course.hand_in(&format!("s{number}"), &format!("fn main() {{ let {number} }}"));
    }
    let seen = course.folder("seen");
    fs::create_dir_all(&seen).unwrap();
    fs::create_dir_all(course.out()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "tools of the system, which a test waits for")]
    let mut unshare = Command::new("unshare");
    let output = unshare
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"])
        .arg(env!("CARGO_BIN_EXE_handshake-teach"))
        .args(course.words(&course.out()))
        .args(["--jobs", "1"])
        .env("OUT", course.out())
        .env("SEEN", &seen)
        .output();
    let Some(output) = output.ok().filter(|_| seen.join("first").is_file()) else {
        eprintln!("passed over: no small disk can be mounted here");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let text = |file: &str| fs::read_to_string(seen.join(file)).unwrap();
    assert_eq!(text("first"), "3\n", "{}", text("first.txt"));
    assert!(text("first.txt").contains("No space left on device"), "{}", text("first.txt"));
    let early = reports(&seen.join("reports"));
    assert!((1..SUBMISSIONS).contains(&early.len()), "{early:?}");

    assert_eq!(text("second"), "0\n", "{}", text("second.txt"));
    assert_eq!(text("second.txt").matches("(from an earlier run)").count(), early.len());
    let late = reports(&seen.join("out/reports"));
    assert_eq!(late.len(), SUBMISSIONS);
    assert!(early.iter().all(|report| late.contains(report)), "none was lost or made anew");
    for number in 0..SUBMISSIONS {
        let source = format!("out/sources/s{number}/client/src/main.rs");
        assert_eq!(text(&source), format!("fn main() {{ let {number} }}"));
    }
    assert_eq!(text("out/grades.csv").lines().count(), SUBMISSIONS + 1);
}

/// All reports; each must be whole. Nothing else may lie beside them.
#[track_caller]
fn reports(folder: &std::path::Path) -> Vec<report::data::Report> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| course::read(&file)).collect()
}
