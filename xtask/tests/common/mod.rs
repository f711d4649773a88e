//! What the tests of the tool share: a run of it, a folder of exercises, and waiting with
//! a deadline. Knows no check and no message.
#![allow(
    dead_code,
    unused_imports,
    reason = "each file of tests is a crate of its own and uses its part"
)]

pub mod classroom;
mod programs;
#[cfg(unix)]
pub mod script;
#[cfg(unix)]
pub mod terminal;

use assert_cmd::Command;
use course::step::Step;
pub use programs::{command_line, corpus, corpus_program, installed, program_of, python, solution};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Bounds what hangs; nothing that works comes near it.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Bounds a run that may have to build its programs first.
pub const LONGEST_WITH_BUILD: Duration = Duration::from_secs(300);

/// What the tool looks at in its environment, apart from what cargo sets.
const ENVIRONMENT: &[&str] = &["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "NO_COLOR"];

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ lies in the repository")
}

/// The target folder that the tool under test lies in.
pub fn target() -> &'static Path {
    scratch().parent().expect("cargo's folder for tests lies in the target folder")
}

/// Cargo's folder for what tests write.
pub fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// A folder that is gone when the test ends.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(scratch()).expect("a temporary folder")
}

/// The tool, to be called with arguments.
pub fn xtask() -> Command {
    tool(Path::new(env!("CARGO_BIN_EXE_xtask")))
}

/// A program of ours, to be called with arguments.
pub fn tool(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env("CARGO_TARGET_DIR", target()).timeout(LONGEST_WITH_BUILD);
    for name in ENVIRONMENT {
        command.env_remove(name);
    }
    command
}

/// `cargo xtask check` without colour.
pub fn check_command<T: AsRef<OsStr>>(arguments: impl IntoIterator<Item = T>) -> Command {
    let mut command = xtask();
    command.args(["check", "--color", "never"]).args(arguments);
    command
}

/// How a run ended, and what it told.
#[derive(Debug)]
pub struct Told {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs a command to its end. What it prints must be UTF-8.
#[track_caller]
pub fn run(command: &mut Command) -> Told {
    let output = command.output().expect("the command can be started");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Told { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Runs `cargo xtask check` without colour.
#[track_caller]
pub fn check<T: AsRef<OsStr>>(arguments: impl IntoIterator<Item = T>) -> Told {
    run(&mut check_command(arguments))
}

impl Told {
    /// It ended with this exit status.
    #[track_caller]
    pub fn ends_with(&self, status: i32) -> &Self {
        assert_eq!(
            self.status,
            Some(status),
            "exit status\nstdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// These texts are among what it told on standard output. Line ends and
    /// indents do not count: long texts are broken.
    #[track_caller]
    pub fn says(&self, texts: &[&str]) -> &Self {
        let told = joined(&self.stdout);
        for text in texts {
            assert!(told.contains(text), "expected {text:?} in:\n{}", self.stdout);
        }
        self
    }

    /// None of these texts is.
    #[track_caller]
    pub fn never_says(&self, texts: &[&str]) -> &Self {
        let told = joined(&self.stdout);
        for text in texts {
            assert!(!told.contains(text), "expected no {text:?} in:\n{}", self.stdout);
        }
        self
    }

    /// The lines on which this text stands.
    pub fn lines_with(&self, text: &str) -> Vec<&str> {
        self.stdout.lines().filter(|line| line.contains(text)).collect()
    }
}

/// A text in one line, with single spaces.
pub fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The JSON report of a run, and what it told.
#[track_caller]
pub fn report<T: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = T>,
) -> (serde_json::Value, Told) {
    let folder = folder();
    let file = folder.path().join("report.json");
    let told = run(check_command(arguments).arg("--json").arg(&file));
    let text = fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("no report: {error}\n{}{}", told.stdout, told.stderr));
    (serde_json::from_str(&text).expect("the report is JSON"), told)
}

/// Says that a test was not made, and why.
pub fn skipped(reason: &str) {
    eprintln!("skipped: {reason}");
}

/// A folder of exercises outside `exercises/`: every step as its stub. It is
/// the same folder each time, so that cargo builds what the exercises use only
/// once; one test at a time has it, even where each is a process of its own.
pub struct HandedIn {
    path: PathBuf,
    _turn: Turn,
}

impl HandedIn {
    pub fn of_stubs() -> Self {
        let turn = Turn::wait("handed-in");
        let path = scratch().join("handed-in");
        let _ = fs::remove_dir_all(&path);
        let handed_in = Self { path, _turn: turn };
        for step in Step::ALL {
            let manifest = root().join("exercises").join(step.name()).join("Cargo.toml");
            let manifest = fs::read_to_string(manifest).expect("the exercise's manifest");
            handed_in.write(step, "Cargo.toml", &manifest);
            handed_in.write(step, "src/main.rs", step.stub());
        }
        handed_in
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn write(&self, step: Step, file: &str, text: &str) {
        let file = self.path.join(step.name()).join(file);
        fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// Hands in the reference solution of a step.
    pub fn solve(&self, step: Step) {
        let solution = root().join("solutions").join(step.name()).join("src/main.rs");
        self.write(step, "src/main.rs", &fs::read_to_string(solution).expect("the solution"));
    }

    pub fn remove(&self, step: Step) {
        fs::remove_dir_all(self.path.join(step.name())).expect("the step's folder");
    }

    /// Checks it: all steps, or those given.
    #[track_caller]
    pub fn check(&self, arguments: &[&str]) -> Told {
        run(check_command(arguments).arg("--exercises").arg(&self.path))
    }

    /// Checks it, and gives the report, too.
    #[track_caller]
    pub fn report(&self, arguments: &[&str]) -> (serde_json::Value, Told) {
        let exercises = [OsStr::new("--exercises"), self.path.as_os_str()];
        report(arguments.iter().map(OsStr::new).chain(exercises))
    }
}

/// A turn at something that only one test may use at a time.
struct Turn {
    #[cfg(unix)]
    _locked: fs::File,
    #[cfg(not(unix))]
    _locked: std::sync::MutexGuard<'static, ()>,
}

impl Turn {
    #[cfg(unix)]
    fn wait(at: &str) -> Self {
        let file = fs::File::create(scratch().join(format!("{at}.lock"))).expect("a lock file");
        loop {
            match rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive) {
                Err(rustix::io::Errno::INTR) => {}
                locked => break locked.expect("the lock"),
            }
        }
        Self { _locked: file }
    }

    #[cfg(not(unix))]
    fn wait(_at: &str) -> Self {
        static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
        Self { _locked: TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner) }
    }
}

/// A program that runs beside the test, and is ended with it.
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts a program with its standard output piped.
    #[expect(clippy::disallowed_methods, reason = "this is the one place of the tests that does")]
    pub fn start<T: AsRef<OsStr>>(
        program: &Path,
        arguments: impl IntoIterator<Item = T>,
        prepare: impl FnOnce(&mut std::process::Command),
    ) -> Self {
        let mut command = std::process::Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        prepare(&mut command);
        Self { child: command.spawn().expect("the program can be started") }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn stdout(&mut self) -> std::process::ChildStdout {
        self.child.stdout.take().expect("standard output is taken once")
    }

    pub fn stderr(&mut self) -> std::process::ChildStderr {
        self.child.stderr.take().expect("standard error is taken once")
    }

    /// Waits for its end.
    #[track_caller]
    pub fn wait(&mut self) -> std::process::ExitStatus {
        let child = &mut self.child;
        until("the program's end", || child.try_wait().expect("it is our child"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tries `attempt` again and again until it gives a value. For events that the
/// system tells nobody, such as the start of another's process.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "this is the one place of the tests that polls")]
pub fn until<T>(what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + LONGEST;
    loop {
        if let Some(found) = attempt() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {LONGEST:?} for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The processes whose command line contains `marker`, but not the tool, which
/// was given it as an argument.
#[cfg(target_os = "linux")]
pub fn processes_with(marker: &str) -> Vec<(u32, String)> {
    let ids = fs::read_dir("/proc")
        .expect("/proc")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let command_line = |id: u32| {
        let bytes = fs::read(format!("/proc/{id}/cmdline")).ok()?;
        let text = String::from_utf8_lossy(&bytes).replace('\0', " ");
        let ours = [env!("CARGO_BIN_EXE_xtask").into(), target().join("debug/handshake-")];
        let is_tool = ours.iter().any(|tool: &PathBuf| text.starts_with(&*tool.to_string_lossy()));
        (text.contains(marker) && !is_tool).then_some((id, text))
    };
    ids.filter_map(command_line).collect()
}

/// The processes that are still there when those that were killed have had the
/// time to die.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the end of a stranger's process is told to nobody")]
pub fn left_behind(marker: &str) -> Vec<(u32, String)> {
    let deadline = Instant::now() + Duration::from_secs(2);
    loop {
        let left = processes_with(marker);
        if left.is_empty() || Instant::now() > deadline {
            return left;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The files and folders below a folder, by their path.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries: io::Result<Vec<_>> = fs::read_dir(&folder).and_then(Iterator::collect);
        for entry in entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            if entry.file_type().expect("a type").is_dir() {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    found
}
