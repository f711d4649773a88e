//! A student's copy of the repository, with a target folder of its own: what the
//! tests do in it touches neither the repository's exercises nor its progress.

use super::{Told, Turn, program_of, root, run, scratch, tool};
use assert_cmd::Command;
use course::step::Step;
use progress::Progress;
use report::data::{CheckReport, CheckStatus, FindingReport, StepReport, StepStatus};
use std::fs;
use std::path::{Path, PathBuf};
use submission::exercises::Exercises;

/// The file of the progress.
pub const PROGRESS: &str = "target/handshake/progress.json";

/// A student's copy of the repository: every step as its stub.
pub struct Classroom {
    root: PathBuf,
    _only_for: OnlyFor,
}

/// What keeps the copy for this test alone.
enum OnlyFor {
    /// A folder of its own.
    Folder(#[expect(dead_code, reason = "removes the folder")] tempfile::TempDir),
    /// The turn at the one where cargo has built what the exercises use.
    Turn(#[expect(dead_code, reason = "lets the next test have it")] Turn),
}

impl Classroom {
    /// For commands that build nothing.
    pub fn new() -> Self {
        let folder = super::folder();
        let root = folder.path().canonicalize().expect("the folder's real path");
        Self::laid_out(root, OnlyFor::Folder(folder))
    }

    /// For commands that build.
    pub fn to_build_in() -> Self {
        let turn = Turn::wait("classroom");
        let root = scratch().join("classroom");
        for rest in ["exercises", "target/handshake"] {
            let _ = fs::remove_dir_all(root.join(rest));
        }
        Self::laid_out(root, OnlyFor::Turn(turn))
    }

    fn laid_out(root: PathBuf, only_for: OnlyFor) -> Self {
        let manifest = fs::read_to_string(super::root().join("Cargo.toml")).expect("the manifest");
        let shared = manifest.find("[workspace.package]").expect("what packages inherit");
        let members = "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*\", \"solutions/*\"]";
        let classroom = Self { root, _only_for: only_for };
        classroom.write("Cargo.toml", &format!("{members}\n\n{}", &manifest[shared..]));
        classroom.copy("Cargo.lock");
        for step in Step::ALL {
            classroom.copy(&format!("exercises/{step}/Cargo.toml"));
            classroom.copy(&format!("solutions/{step}/Cargo.toml"));
            classroom.copy(&format!("solutions/{step}/src/main.rs"));
            classroom.write(&main_of(step), step.stub());
        }
        classroom
    }

    /// Copies a file of the repository, unless it is there already: a file that is
    /// written anew is built anew.
    fn copy(&self, file: &str) {
        let content = fs::read_to_string(root().join(file)).expect("a file of the repository");
        if fs::read_to_string(self.path(file)).ok().as_ref() != Some(&content) {
            self.write(file, &content);
        }
    }

    /// Notes verdicts of earlier checks, each on the source as it is now: a step's
    /// name, its status, its points, the mistakes that were found.
    pub fn note(&self, step: Step, status: StepStatus, score: u32, mistake: Option<&str>) {
        let digest = Exercises { folder: self.path("exercises") }.digest(&[step]);
        let checks = mistake.map(|mistake| failed(step.checks()[1].id, mistake));
        let report = StepReport {
            step: step.name().to_owned(),
            status,
            score,
            max_score: 40,
            build_output: None,
            checks: checks.into_iter().collect(),
        };
        let file = self.path(PROGRESS);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let mut progress = Progress::load(&file).expect("the progress").progress;
        progress.note(&report, &digest.expect("the source"), "2025-01-01T00:00:00Z");
        progress.save(&file).expect("the progress is written");
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path in it.
    pub fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    pub fn write(&self, file: &str, text: &str) {
        let file = self.path(file);
        fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// Puts a pipe with a name (fifo(7)) in the place of a file: who reads it waits for
    /// whoever writes.
    #[cfg(target_os = "linux")]
    pub fn put_pipe(&self, file: &str) {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let file = self.path(file);
        let _ = fs::remove_file(&file);
        let made = mknodat(CWD, &file, FileType::Fifo, Mode::from_raw_mode(0o600), 0);
        made.expect("a pipe with a name");
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The student writes this into a step's `src/main.rs`.
    pub fn write_main(&self, step: Step, text: &str) {
        self.write(&main_of(step), text);
    }

    pub fn read_main(&self, step: Step) -> String {
        self.read(&main_of(step))
    }

    /// The student has found the reference solution of a step.
    pub fn solve(&self, step: Step) {
        self.write_main(step, &self.read(&format!("solutions/{step}/src/main.rs")));
    }

    /// The tool in it, to be called with arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = tool(&program_of(arguments.first().copied()));
        command
            .current_dir(&self.root)
            // As `cargo run` sets it.
            .env("CARGO_MANIFEST_DIR", self.root.join("xtask"))
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .args(arguments);
        command
    }

    /// Runs the tool in it. Its standard input is empty, and no terminal.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Told {
        run(&mut self.command(arguments))
    }
}

/// A check that failed with a mistake.
fn failed(id: &str, mistake: &str) -> CheckReport {
    CheckReport {
        id: id.to_owned(),
        title: String::new(),
        status: CheckStatus::Failed,
        score: 0,
        max_score: 0,
        duration_ms: 0,
        reason: None,
        blocked_by: None,
        finding: Some(FindingReport {
            mistake: Some(mistake.to_owned()),
            did: String::new(),
            expected: String::new(),
            saw: String::new(),
            program_output: String::new(),
            means: String::new(),
            next: String::new(),
            rerun: String::new(),
            timeline: Vec::new(),
        }),
        flaky: None,
    }
}

/// Where a step's source lies.
pub fn main_of(step: Step) -> String {
    format!("exercises/{step}/src/main.rs")
}

/// Compares what was told on standard output with the snapshot of this name.
/// After a change of wording: `INSTA_UPDATE=always cargo test -p xtask`.
#[track_caller]
pub fn matches_snapshot(name: &str, classroom: &Classroom, told: &Told) {
    let text = told.stdout.replace(&*classroom.root().to_string_lossy(), "[classroom]");
    insta::with_settings!({
        filters => vec![
            (r"\b[0-9a-f]{64}\b", "[digest]"),
            (r"\(seed \d+\)", "(seed [seed])"),
            (r"--seed \d+", "--seed [seed]"),
        ],
        omit_expression => true,
        prepend_module_to_snapshot => false,
        snapshot_path => "../snapshots",
    }, {
        insta::assert_snapshot!(name, text);
    });
}
