//! The file: what is written is read again, and what cannot be used is set aside.

use course::step::Step;
use progress::{Error, Progress, Why};
use std::fs;
use std::path::PathBuf;

/// A folder, and the path of a file in it that is not there yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("progress.json");
    (folder, path)
}

fn with_hints(shown: usize) -> Progress {
    let mut progress = Progress::default();
    progress.note_hints(Step::Client, shown);
    progress
}

#[test]
fn where_no_file_is_nothing_was_reached() {
    let (_folder, path) = place();
    let loaded = Progress::load(&path).expect("no file is no error");
    assert_eq!((loaded.progress, loaded.set_aside), (Progress::default(), None));
    assert!(!path.exists());
}

#[test]
fn what_was_saved_is_loaded_and_leaves_no_other_file() {
    let (folder, path) = place();
    with_hints(1).save(&path).expect("it can be written");
    with_hints(2).save(&path).expect("it can be written again");
    assert_eq!(Progress::load(&path).expect("it can be read").progress, with_hints(2));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[track_caller]
fn check_set_aside(content: &[u8], why: Why, name: &str) {
    let (folder, path) = place();
    fs::write(&path, content).expect("the file");
    let loaded = Progress::load(&path).expect("it can be set aside");
    assert_eq!(loaded.progress, Progress::default());
    let set_aside = loaded.set_aside.expect("it was set aside");
    assert_eq!((set_aside.why, set_aside.path.clone()), (why, folder.path().join(name)));
    assert_eq!(fs::read(set_aside.path).expect("it is kept"), content);
    assert!(!path.exists());
}

#[test]
fn what_cannot_be_used_is_kept_under_another_name() {
    check_set_aside(b"", Why::Damaged, "progress.damaged.json");
    check_set_aside(b"\xff\x00{", Why::Damaged, "progress.damaged.json");
    check_set_aside(b"[]", Why::Damaged, "progress.damaged.json");
    let half = br#"{"schema": "handshake.progress.v1", "steps": {"client": 3}}"#;
    check_set_aside(half, Why::Damaged, "progress.damaged.json");
    let later = br#"{"schema": "handshake.progress.v2", "steps": []}"#;
    check_set_aside(later, Why::OtherVersion, "progress.other-version.json");
}

#[test]
fn what_cannot_be_written_leaves_the_old_file() {
    let (folder, path) = place();
    // A folder where the file should be: no system renames a file over it.
    fs::create_dir(&path).expect("a folder");
    fs::write(path.join("kept"), "").expect("a file in it");
    let error = with_hints(1).save(&path).expect_err("a folder is in the way");
    assert!(matches!(&error, Error::Write { path: named, .. } if *named == path), "{error}");
    assert!(path.join("kept").exists());
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn a_folder_of_that_name_is_set_aside_too() {
    let (_folder, path) = place();
    fs::create_dir(&path).expect("a folder");
    let loaded = Progress::load(&path).expect("it can be renamed");
    let set_aside = loaded.set_aside.expect("it is no progress");
    assert!(set_aside.path.is_dir());
    assert!(!path.exists());
}

/// Who reads a pipe waits for whoever writes.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_of_that_name_is_set_aside_unread() {
    let (_folder, path) = place();
    let mode = rustix::fs::Mode::RUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0)
        .expect("a pipe with a name");
    let loaded = Progress::load(&path).expect("it can be renamed");
    assert!(loaded.set_aside.expect("it is no progress").path.exists());
    assert!(!path.exists());
}

#[test]
fn nothing_is_lost_where_many_change_it_at_once() {
    const EACH: usize = 20;
    let (_folder, path) = place();
    std::thread::scope(|threads| {
        for step in [Step::Client, Step::UdpPair, Step::Client] {
            let path = &path;
            threads.spawn(move || {
                for _ in 0..EACH {
                    let one_more = |progress: &mut Progress| {
                        progress.note_hints(step, progress.hints_shown(step) + 1);
                    };
                    let updated = Progress::update(path, one_more).expect("it can be read");
                    updated.kept.expect("it can be written");
                }
            });
        }
    });
    let progress = Progress::load(&path).expect("it can be read").progress;
    assert_eq!(progress.hints_shown(Step::Client), 2 * EACH);
    assert_eq!(progress.hints_shown(Step::UdpPair), EACH);
}

/// A command that was stopped (Ctrl-Z) in the middle of its note must not stop all others.
#[test]
fn who_never_gives_the_turn_back_is_not_waited_for() {
    let (_folder, path) = place();
    let lock = fs::File::create(path.with_extension("lock")).expect("a file");
    lock.lock().expect("nobody else knows it");
    let updated = Progress::update(&path, |progress| progress.note_hints(Step::Client, 1));
    updated.expect("it can be read").kept.expect("it can be written");
    assert_eq!(Progress::load(&path).expect("it can be read").progress, with_hints(1));
}
