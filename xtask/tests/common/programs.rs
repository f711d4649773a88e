//! The programs that tests run: the tool, solutions, the corpus, and what is installed.

use super::{LONGEST, LONGEST_WITH_BUILD, root, skipped, target};
use assert_cmd::Command;
use course::step::Step;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The program that does a command: the tool, or the one that it becomes for it. In a
/// classroom that one is called at once, for cargo would run it in the repository.
pub fn program_of(command: Option<&str>) -> PathBuf {
    match command {
        Some(command @ ("watch" | "trace")) => built(command, &format!("handshake-{command}")),
        _ => env!("CARGO_BIN_EXE_xtask").into(),
    }
}

/// Has cargo build a package of the repository; gives its program of this name.
fn built(package: &str, program: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .current_dir(root())
        .args(["build", "--quiet", "--package", package, "--target-dir"])
        .arg(target())
        .timeout(LONGEST_WITH_BUILD)
        .assert()
        .success();
    target().join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// The program that all programs of the corpus are in.
pub fn corpus() -> &'static Path {
    static CORPUS: OnceLock<PathBuf> = OnceLock::new();
    CORPUS.get_or_init(|| built("corpus", "corpus"))
}

/// The reference solution of a step.
pub fn solution(step: Step) -> PathBuf {
    let name = format!("solution-{step}");
    built(&name, &name)
}

/// A command line as `--program` takes it.
pub fn command_line<T: AsRef<OsStr>>(words: impl IntoIterator<Item = T>) -> String {
    let words: Vec<String> =
        words.into_iter().map(|word| word.as_ref().to_string_lossy().into_owned()).collect();
    shell_words::join(words)
}

/// The `--program` of a program of the corpus.
pub fn corpus_program(name: &str) -> String {
    command_line([corpus().as_os_str(), name.as_ref()])
}

/// A program in the folders of PATH.
pub fn installed(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// Python's interpreter itself, without what may stand before it (pyenv's
/// shell script); says so where there is none.
pub fn python() -> Option<PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let asked = Command::new(installed("python3")?)
            .args(["-c", "import sys; print(sys.executable)"])
            .timeout(LONGEST)
            .output()
            .ok()?;
        let path = PathBuf::from(String::from_utf8(asked.stdout).ok()?.trim());
        path.is_file().then_some(path)
    };
    let python = PYTHON.get_or_init(find).clone();
    if python.is_none() {
        skipped("there is no python3");
    }
    python
}
