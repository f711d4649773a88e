//! The folder that results are written to. A file is there whole or not at all,
//! so a run that is killed can go on where it was.

use crate::error::Error;
use crate::intake::Sources;
use course::step::Step;
use report::data::{CheckStatus, Report, StepStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// The value of [`Run::schema`].
pub const SCHEMA: &str = "handshake.run.v1";

/// How the names of files begin and end that are not whole yet.
const BESIDE: (&str, &str) = (".handshake-", ".part");

/// How a run was made (`run.json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// [`SCHEMA`]
    pub schema: String,
    /// Version and digest of the checks.
    pub course_version: String,
    /// For the experiments' random data.
    pub seed: u64,
    /// The compiler, in its own words.
    pub rustc: String,
    /// Operating system, architecture.
    pub machine: String,
    /// Isolation layers that were tried and work.
    pub sandbox: Vec<String>,
    /// Which part of the submissions it took.
    pub shard: Option<Shard>,
    /// SHA-256 over the names of all submissions, of all shards.
    pub all_submissions: String,
    /// The submissions of this run, in order; before it has ended, those that are to be graded.
    pub submissions: Vec<Line>,
    /// Whether it went to its end.
    pub finished: bool,
}

/// A part of the submissions: every `count`-th, beginning with the `index`-th.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1 to `count`.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// As the learning platform called it.
    pub name: String,
    /// Its report, below `reports/`.
    pub report: String,
    /// What became of it.
    pub state: State,
    /// Another submission with the same source, whose verdicts it was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub same_as: Option<String>,
    /// What was passed over of it, and why.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub ignored: Vec<String>,
}

/// What became of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Not graded yet.
    Waiting,
    /// All its steps have a verdict.
    Graded,
    /// The grader failed, or the submission cannot be read.
    Inconclusive,
}

/// The folder of a run's results.
#[derive(Debug, Clone)]
pub struct Results {
    folder: PathBuf,
}

impl Results {
    /// A folder of results that is there already.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder, made if need be. What a run that was killed has left half written in
    /// it is taken away.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let reports = folder.join("reports");
        fs::create_dir_all(&reports).map_err(Error::write(&reports))?;
        for folder in [folder, &reports] {
            for entry in fs::read_dir(folder).map_err(Error::read(folder))?.flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with(BESIDE.0) && name.ends_with(BESIDE.1) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
        Ok(Self::at(folder))
    }

    /// The run whose results are there already, if there is one that can be read.
    #[must_use]
    pub fn run(&self) -> Option<Run> {
        serde_json::from_slice(&fs::read(self.folder.join("run.json")).ok()?).ok()
    }

    /// A finished report, if there is one that can be read.
    #[must_use]
    pub fn report(&self, file: &str) -> Option<Report> {
        serde_json::from_slice(&fs::read(self.report_file(file)).ok()?).ok()
    }

    /// Writes a report.
    ///
    /// # Errors
    /// If it cannot be written; then the old one is still there.
    pub fn write_report(&self, file: &str, report: &Report) -> Result<(), Error> {
        write_whole(&self.report_file(file), report)
    }

    /// Writes how the run was made.
    ///
    /// # Errors
    /// If it cannot be written; then the old one is still there.
    pub fn write_run(&self, run: &Run) -> Result<(), Error> {
        write_whole(&self.folder.join("run.json"), run)
    }

    /// Where the sources of a submission are: `<step>/src/…`, as they were graded.
    #[must_use]
    pub fn sources(&self, file: &str) -> PathBuf {
        self.folder.join("sources").join(file)
    }

    /// Whether the sources of a submission are there, to the byte.
    #[must_use]
    pub fn has_sources(&self, file: &str, steps: &BTreeMap<Step, Sources>) -> bool {
        let folder = self.sources(file);
        let is_there = |step: &Step, name: &str, text: &[u8]| {
            fs::read(folder.join(step.name()).join(name)).is_ok_and(|content| content == text)
        };
        steps
            .iter()
            .all(|(step, sources)| sources.iter().all(|(name, text)| is_there(step, name, text)))
    }

    /// Writes the sources of a submission. Its report is to follow: as long as that is
    /// missing, the submission is graded again, and this is written again.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write_sources(&self, file: &str, steps: &BTreeMap<Step, Sources>) -> Result<(), Error> {
        let folder = self.sources(file);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::write(&folder)(error));
            }
            Ok(()) | Err(_) => {}
        }
        for (step, sources) in steps {
            write_step(sources, &folder.join(step.name()))?;
        }
        Ok(())
    }

    fn report_file(&self, file: &str) -> PathBuf {
        self.folder.join("reports").join(format!("{file}.json"))
    }
}

/// What became of a submission, by its report.
#[must_use]
pub fn state(report: &Report) -> State {
    let is_inconclusive = report.steps.iter().any(|step| {
        step.status == StepStatus::Inconclusive
            || step.checks.iter().any(|check| check.status == CheckStatus::Inconclusive)
    });
    if is_inconclusive { State::Inconclusive } else { State::Graded }
}

/// Writes the sources of a step into its folder.
pub(crate) fn write_step(sources: &Sources, folder: &Path) -> Result<(), Error> {
    for (name, text) in sources {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::write(parent))?;
        fs::write(&file, text).map_err(Error::write(&file))?;
    }
    Ok(())
}

/// Writes beside the file, to the disk, and only then puts it in its place.
fn write_whole(file: &Path, value: &impl Serialize) -> Result<(), Error> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut beside =
            tempfile::Builder::new().prefix(BESIDE.0).suffix(BESIDE.1).tempfile_in(folder)?;
        serde_json::to_writer_pretty(&mut beside, value)?;
        beside.write_all(b"\n")?;
        beside.as_file().sync_all()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            beside.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        beside.persist(file)?;
        // The new name, too (fsync(2)).
        #[cfg(unix)]
        fs::File::open(folder)?.sync_all()?;
        Ok(())
    };
    write().map_err(Error::write(file))
}
