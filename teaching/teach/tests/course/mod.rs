//! What the tests of the commands that grade share: submissions of one step, and a place for
//! the results.
#![allow(dead_code, reason = "each file of tests is a crate of its own and uses its part")]

use assert_cmd::Command;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const SOLUTION: &str = include_str!("../../../../solutions/client/src/main.rs");

/// What every call has in common.
const OPTIONS: [&str; 6] = ["--sandbox", "none", "--step", "client", "--seed", "7"];

/// Submissions of the step `client`, and a place for the results.
pub struct Course(TempDir);

impl Course {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn hand_in(&self, name: &str, source: &str) {
        let folder = self.submissions().join(name).join("client/src");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("main.rs"), source).unwrap();
    }

    /// Is wrong for the first judge that starts it, and right for the others.
    #[cfg(unix)]
    pub fn hand_in_moody(&self, name: &str) {
        let mark = self.folder("mark");
        self.hand_in(name, &MOODY.replace("MARK", &mark.to_string_lossy()));
        let right = SOLUTION.replace("fn main()", "pub fn main()");
        fs::write(self.submissions().join(name).join("client/src/right.rs"), right).unwrap();
    }

    pub fn grade(&self, more: &[&str]) -> assert_cmd::assert::Assert {
        self.grade_into(&self.out(), more)
    }

    pub fn grade_into(&self, out: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake-teach"));
        command.args(self.words(out)).args(more).assert()
    }

    /// What `grade` is called with, for results in `out`.
    pub fn words(&self, out: &Path) -> Vec<OsString> {
        let places = ["grade".into(), self.submissions().into(), "--out".into(), out.into()];
        places.into_iter().chain(OPTIONS.map(OsString::from)).collect()
    }

    pub fn submissions(&self) -> PathBuf {
        self.folder("in")
    }

    pub fn out(&self) -> PathBuf {
        self.folder("out")
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn report(&self, name: &str) -> report::data::Report {
        read(&self.out().join("reports").join(format!("{name}.json")))
    }

    pub fn run(&self) -> batch::results::Run {
        read(&self.out().join("run.json"))
    }
}

pub fn read<T: serde::de::DeserializeOwned>(file: &Path) -> T {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[cfg(unix)]
const MOODY: &str = r#"
mod right;
fn main() -> std::process::ExitCode {
    let judge = std::os::unix::process::parent_id().to_string();
    let _ = std::os::unix::fs::symlink(&judge, "MARK");
    if std::fs::read_link("MARK").unwrap() == std::path::Path::new(&judge) {
        println!("wrong");
        return std::process::ExitCode::SUCCESS;
    }
    right::main()
}
"#;
