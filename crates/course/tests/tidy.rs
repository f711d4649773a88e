//! The house rules that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where a room lies: with what students compile, or with what only teaching assistants do.
fn folder_of(room: &str) -> PathBuf {
    let students = repository().join("crates").join(room);
    if students.is_dir() { students } else { repository().join("teaching").join(room) }
}

/// Our Rust files: not what cargo made, not what students edit.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "exercises") && !name.starts_with('.') {
                files.extend(rust_files(&path));
            }
        } else if name.ends_with(".rs") {
            files.push(path);
        }
    }
    files
}

#[track_caller]
fn check(rule: &str, is_kept: impl Fn(&Path, &str) -> bool) {
    let broken: Vec<String> = rust_files(&repository())
        .iter()
        .filter(|file| !is_kept(file, &fs::read_to_string(file).unwrap()))
        .map(|file| file.display().to_string())
        .collect();
    assert!(broken.is_empty(), "{rule}: {broken:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    check("opens with //!", |_, text| text.starts_with("//!"));
}

#[test]
fn no_file_is_too_long_to_be_read() {
    /// The lists of checks take a line for each of a check's fields.
    const MOST: usize = 420;
    check("has at most 420 lines", |_, text| text.lines().count() <= MOST);
}

#[test]
fn lints_are_silenced_with_a_reason() {
    check("says why it allows", |file, text| {
        let is_this = file.ends_with("tests/tidy.rs");
        is_this
            || text.matches("allow(").count() + text.matches("expect(clippy").count()
                <= text.matches("reason = ").count()
    });
}

/// Every room names the rooms that it may use: those that stand lower.
#[test]
fn rooms_depend_one_way() {
    const ROOMS: &[(&str, &[&str])] = &[
        ("lab", &[]),
        ("socket-trace", &[]),
        ("ladder", &["lab"]),
        ("course", &["lab"]),
        ("report", &["lab", "ladder", "course"]),
        ("submission", &["lab", "course"]),
        ("progress", &["course", "report"]),
        ("console", &["lab", "report", "submission"]),
        ("watch", &["lab", "course", "report", "submission", "progress", "console", "xtask"]),
        (
            "trace",
            &[
                "lab",
                "socket-trace",
                "ladder",
                "course",
                "report",
                "submission",
                "console",
                "xtask",
            ],
        ),
        ("export", &["course", "report"]),
        ("batch", &["lab", "course", "report", "submission"]),
    ];
    for (room, may_use) in ROOMS {
        let manifest = folder_of(room).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        let above = ROOMS.iter().map(|(other, _)| other);
        for other in above.chain(&["teach", "xtask"]).filter(|other| !may_use.contains(other)) {
            assert!(!manifest.contains(&format!("\n{other}.workspace")), "{room} uses {other}");
        }
    }
}

/// The lab is where processes, sockets and clocks are.
#[test]
fn the_course_starts_no_process() {
    for room in ["course", "ladder", "progress", "report", "export"] {
        let folder = folder_of(room).join("src");
        for file in rust_files(&folder) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("std::process"), "{}", file.display());
        }
    }
}

/// A macro such as `println!` panics where its words cannot be written.
#[test]
fn the_command_line_writes_in_one_place() {
    for folder in ["xtask/src", "crates/trace/src", "teaching/teach/src"] {
        for file in rust_files(&repository().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let writes = ["print!(", "println!("].iter().any(|name| text.contains(name));
            assert!(!writes, "{}: use `console`", file.display());
        }
    }
}
