//! `--json FILE`: where the report goes. What stands in it is `report.rs`'
//! affair.

mod common;

use common::{Told, check_command, run};
use std::fs;
use std::path::Path;

/// A short run that passes and writes its report to `file`.
fn written(file: impl AsRef<Path>, folder: &Path) -> Told {
    run(check_command(["--solutions", "client", "--check", "prints_the_greeting", "--json"])
        .arg(file.as_ref())
        .current_dir(folder))
}

/// Refused with exit status 2, before anything ran; says why.
#[track_caller]
fn check(file: &str, says: &[&str]) -> Told {
    let told = written(file, common::root());
    told.ends_with(2);
    assert_eq!(told.stdout, "");
    for text in says {
        assert!(told.stderr.contains(text), "expected {text:?} in:\n{}", told.stderr);
    }
    told
}

#[test]
fn a_report_that_cannot_be_written_is_refused_before_anything_runs() {
    check("nowhere/report.json", &["--json nowhere/report.json", "nowhere"]);
    check("crates", &["--json crates", "folder"]);
    check("Cargo.toml/report.json", &["--json Cargo.toml/report.json"]);
    check("", &["--json"]);
}

#[test]
fn a_refused_report_names_only_the_file_that_was_asked_for() {
    let told = check("nowhere/report.json", &[]);
    assert!(!told.stderr.contains(".handshake-"), "{}", told.stderr);
}

#[test]
fn a_report_replaces_an_older_one_and_leaves_nothing_beside_it() {
    let folder = common::folder();
    let file = folder.path().join("report.json");
    fs::write(&file, "old").unwrap();
    written("report.json", folder.path()).ends_with(0);
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).expect("JSON");
    assert_eq!(report["schema"], "handshake.report.v1");
    assert_eq!(common::files_below(folder.path()), [file]);
}

#[test]
fn a_run_that_ends_early_leaves_an_older_report_alone() {
    let folder = common::folder();
    fs::write(folder.path().join("report.json"), "old").unwrap();
    let told = run(check_command(["--solutions", "client", "--json", "report.json"])
        .current_dir(folder.path())
        .env("CARGO", folder.path().join("no-cargo")));
    told.ends_with(3);
    assert_eq!(fs::read_to_string(folder.path().join("report.json")).unwrap(), "old");
    assert_eq!(common::files_below(folder.path()).len(), 1);
}

/// As it is for any file that a program writes.
#[cfg(unix)]
#[test]
fn a_report_may_be_read_by_whom_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt;
    let folder = common::folder();
    let ordinary = folder.path().join("ordinary");
    fs::write(&ordinary, "").unwrap();
    written("report.json", folder.path()).ends_with(0);
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let report = folder.path().join("report.json");
    assert_eq!(format!("{:o}", mode(&report)), format!("{:o}", mode(&ordinary)));
}

/// `--json /dev/null` must not make an ordinary file of the device.
#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = common::folder();
    let pipe = folder.path().join("pipe");
    let made = assert_cmd::Command::new("mkfifo").arg(&pipe).output().expect("mkfifo");
    assert!(made.status.success());
    // Opened for both, a pipe has a reader, and its writer does not wait.
    let reader = fs::File::options().read(true).write(true).open(&pipe).unwrap();
    written("pipe", folder.path()).ends_with(0);
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo(), "the pipe was replaced");
    drop(reader);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_not_replaced() {
    let folder = common::folder();
    let (file, link) = (folder.path().join("file.json"), folder.path().join("link.json"));
    fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink("file.json", &link).unwrap();
    written("link.json", folder.path()).ends_with(0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "the link was replaced");
    assert!(fs::read_to_string(&file).unwrap().contains("handshake.report.v1"));
}
