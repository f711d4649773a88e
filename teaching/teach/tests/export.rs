//! `handshake-teach export`: a folder of reports in, files of other tools out.

use assert_cmd::Command;
use predicates::str::contains;
use std::fs;
use std::path::Path;

const REPORT: &str = r#"{"schema": "handshake.report.v1", "submission": "ann", "source_sha256": "",
    "course_version": "0.1.0+0123456789ab", "seed": 7, "sandbox": [], "started": "2026-02-03T10:00:00Z",
    "duration_ms": 5, "score": 4, "max_score": 4, "steps": [{"step": "client", "status": "passed",
    "score": 4, "max_score": 4, "checks": [{"id": "a", "title": "does a", "status": "passed",
    "score": 4, "max_score": 4, "duration_ms": 1}]}]}"#;

/// A folder with reports.
fn results(reports: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    for (name, text) in reports {
        fs::write(folder.path().join("reports").join(name), text).unwrap();
    }
    folder
}

fn export(folder: &Path, format: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
    command.arg("export").arg(folder).args(["--format", format]);
    command
}

#[test]
fn each_format_writes_its_files() {
    let folder = results(&[("ann.v1.json", REPORT)]);
    for (format, file, shows) in [
        ("csv", "grades.csv", "client"),
        ("canvas", "canvas.csv", "ann,,,ann,,4"),
        ("junit", "junit.xml", "client"),
        ("html", "report.html", "client"),
        ("gradescope", "gradescope/ann.v1.json", "client"),
        ("exercism", "exercism/ann.v1.json", "client"),
        ("github", "github/ann.v1/summary.md", "client"),
        ("feedback", "feedback/ann.v1.txt", "client"),
    ] {
        export(folder.path(), format).assert().code(0).stdout(contains("wrote"));
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(text.contains(shows), "{file}: {text}");
    }
    // Nothing half written stays.
    let hidden = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0);
}

#[test]
fn a_damaged_report_is_named_and_the_others_are_exported() {
    let newer = REPORT.replace("report.v1", "report.v9");
    let folder =
        results(&[("ann.json", REPORT), ("cut.json", &REPORT[..100]), ("new.json", &newer)]);
    export(folder.path(), "csv")
        .assert()
        .code(3)
        .stderr(contains("cut.json: EOF while parsing"))
        .stderr(contains("new.json: its schema is \"handshake.report.v9\""));
    let table = fs::read_to_string(folder.path().join("grades.csv")).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
}

#[test]
fn a_folder_without_reports_is_an_error_that_says_what_writes_them() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path(), "csv").assert().code(3).stderr(contains("cargo xtask grade"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_a_student_checked_alone_has_the_name_of_its_file() {
    let folder = results(&[("a17.json", &REPORT.replace("\"ann\"", "\".\""))]);
    export(folder.path(), "csv").assert().code(0);
    let table = fs::read_to_string(folder.path().join("grades.csv")).unwrap();
    assert!(table.contains("\na17,passed,4,4,"), "{table}");
}

#[test]
fn an_unknown_format_is_wrong_usage() {
    export(Path::new("."), "pdf").assert().code(2).stderr(contains("possible values: csv, canvas"));
}
