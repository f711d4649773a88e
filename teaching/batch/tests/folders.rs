//! Folders of submissions as learning platforms make them.

use batch::intake::{Taken, candidates, find};
use course::step::Step;
use std::fs;
use std::path::Path;

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Takes the only submission in a folder.
#[track_caller]
fn take(folder: &Path, only: Option<Step>) -> Taken {
    let candidates = candidates(folder).unwrap();
    assert_eq!(candidates.len(), 1);
    candidates[0].take(only).unwrap()
}

#[test]
fn only_sources_are_taken_and_the_rest_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let step = folder.path().join("a/exercises/client");
    write(&step.join("src/main.rs"), "fn main() {}");
    write(&step.join("src/net/tcp.rs"), "");
    write(&step.join("src/secret.txt"), "");
    write(&step.join("build.rs"), "");
    write(&step.join("Cargo.toml"), "");
    write(&step.join(".cargo/config.toml"), "");
    let taken = take(folder.path(), None);
    let names: Vec<&String> = taken.steps[&Step::Client].keys().collect();
    assert_eq!(names, ["src/main.rs", "src/net/tcp.rs"]);
    for file in ["build.rs", "Cargo.toml", "config.toml"] {
        assert!(taken.ignored.iter().any(|line| line.contains(file)), "{:?}", taken.ignored);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let source = folder.path().join("in/a/client/src");
    fs::create_dir_all(&source).unwrap();
    std::os::unix::fs::symlink(&secret, source.join("main.rs")).unwrap();
    std::os::unix::fs::symlink(folder.path(), source.join("loop")).unwrap();
    let taken = take(&folder.path().join("in"), None);
    assert!(taken.steps.is_empty());
    assert_eq!(taken.ignored.len(), 2, "{:?}", taken.ignored);
}

#[test]
fn an_archive_in_a_folder_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(4);
    tar.append_data(&mut header, "client/src/main.rs", &b"main"[..]).unwrap();
    write(&folder.path().join("Doe_17_assignsubmission_file/notes.txt"), "");
    fs::write(folder.path().join("Doe_17_assignsubmission_file/hw.tar"), tar.into_inner().unwrap())
        .unwrap();
    assert!(take(folder.path(), None).steps.contains_key(&Step::Client));
}

#[test]
fn a_bare_source_belongs_to_the_step_that_is_graded() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("a/src/main.rs"), "");
    assert!(take(folder.path(), None).steps.is_empty());
    assert!(take(folder.path(), Some(Step::UdpPair)).steps.contains_key(&Step::UdpPair));
}

#[test]
fn an_empty_submission_has_no_step() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    assert_eq!(take(folder.path(), None), Taken::default());
}

#[test]
fn a_folder_without_submissions_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(candidates(folder.path()).unwrap_err().to_string().contains("no submission"));
}

#[test]
fn what_lies_there_and_is_no_submission_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ann.zip", "bob.rar", "eve.rs", ".DS_Store"] {
        write(&folder.path().join(name), "");
    }
    let found = find(folder.path()).unwrap();
    assert_eq!(found.candidates.len(), 1);
    assert_eq!(found.others, ["bob.rar", "eve.rs"]);
}

#[cfg(unix)]
#[test]
fn any_name_gets_a_file_name_of_its_own() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 6] = [b"a b", b"a\nb", "🦀".as_bytes(), b"\xFF\xFE", b"<script>", b"=1+1"];
    for name in names {
        fs::create_dir(folder.path().join(std::ffi::OsStr::from_bytes(name))).unwrap();
    }
    let mut files: Vec<String> =
        candidates(folder.path()).unwrap().into_iter().map(|candidate| candidate.file).collect();
    files.sort();
    files.dedup();
    assert_eq!(files.len(), names.len());
    assert!(
        files.iter().all(|file| file
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.+@".contains(&byte))),
        "{files:?}"
    );
}
