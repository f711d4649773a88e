//! Taking submissions in: which there are, and what of each is graded. Only
//! `src/**/*.rs` of the steps is taken; all else is left where it is, and told.
//! Reads files, and writes none.

pub mod archive;
pub mod folder;
pub mod name;
pub mod shape;

use crate::error::Error;
use course::step::Step;
use hmac_sha256::Hash as Sha256;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of a step: path below the step's folder (`src/main.rs`) -> content.
pub type Sources = BTreeMap<String, Vec<u8>>;

/// The most that one submission's sources may be, in bytes: a thousand times an
/// exercise, and little enough to be held in memory.
pub const MOST_BYTES: u64 = 8 << 20;

/// The most files and folders that are looked at in one submission. A checkout
/// with a `target` folder has some thousand.
pub const MOST_ENTRIES: usize = 50_000;

/// The most lines about what was passed over in one submission.
const MOST_IGNORED: usize = 100;

/// A submission as it was found, not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As the learning platform called it.
    pub name: String,
    /// A name that is unique, and safe as a file's on every system.
    pub file: String,
    /// The folder or archive.
    pub place: PathBuf,
}

/// What is graded of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Step -> its files.
    pub steps: BTreeMap<Step, Sources>,
    /// What was passed over, and why. A line each, unescaped.
    pub ignored: Vec<String>,
}

/// Why a submission could not be opened. A line that says what to ask the student for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// What lies in a folder of submissions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Every folder and archive in it, sorted by name.
    pub candidates: Vec<Candidate>,
    /// The names of all else, unescaped: somebody may have handed it in.
    pub others: Vec<String>,
}

/// The submissions in a folder.
///
/// # Errors
/// If the folder cannot be read, or has none.
pub fn find(folder: &Path) -> Result<Found, Error> {
    let mut places: Vec<PathBuf> = Vec::new();
    let mut others = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Error::read(folder))? {
        let entry = entry.map_err(Error::read(folder))?;
        let kind = entry.file_type().map_err(Error::read(entry.path()))?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() || kind.is_file() && archive::Format::of(&entry.path()).is_some() {
            places.push(entry.path());
        } else {
            others.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    others.sort();
    places.sort();
    if places.is_empty() {
        return Err(Error::Usage(format!(
            "{}: there is no submission in it: no folder, and no .zip, .tar, .tar.gz or .tgz file",
            folder.display()
        )));
    }
    let mut names = name::Names::default();
    let candidates = places
        .into_iter()
        .map(|place| {
            let raw = place.file_name().unwrap_or_default().to_os_string();
            Candidate { name: raw.to_string_lossy().into_owned(), file: names.safe(&raw), place }
        })
        .collect();
    Ok(Found { candidates, others })
}

/// The submissions among what lies in a folder.
///
/// # Errors
/// As [`find`].
pub fn candidates(folder: &Path) -> Result<Vec<Candidate>, Error> {
    Ok(find(folder)?.candidates)
}

impl Candidate {
    /// Reads what is graded of it. `only` says to which step a bare `src/` belongs.
    ///
    /// # Errors
    /// If it is broken, or larger than any honest submission.
    pub fn take(&self, only: Option<Step>) -> Result<Taken, Unreadable> {
        let mut taken = match archive::Format::of(&self.place) {
            Some(format) if self.place.is_file() => archive::take(&self.place, format, only),
            Some(_) | None => folder::take(&self.place, only),
        }?;
        let more = taken.ignored.len().saturating_sub(MOST_IGNORED);
        taken.ignored.truncate(MOST_IGNORED);
        if more > 0 {
            taken.ignored.push(format!("and {more} more"));
        }
        Ok(taken)
    }
}

impl Taken {
    /// SHA-256 over what is graded, in hexadecimal: names, lengths and contents.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for (step, sources) in &self.steps {
            for (name, content) in sources {
                digest.update(format!("{step}/{name} {}\n", content.len()));
                digest.update(content);
            }
        }
        report::assemble::hexadecimal(&digest.finalize())
    }
}
