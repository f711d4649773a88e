//! A folder of exercises: what a student has written, step by step.

use crate::error::Error;
use crate::workspace;
use course::step::Step;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A folder with a folder for each step.
#[derive(Debug, Clone)]
pub struct Exercises {
    /// The folder.
    pub folder: PathBuf,
}

/// What is found of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A source that a student has changed.
    Written,
    /// The stub as it was given.
    Stub,
    /// No `src/main.rs`.
    Nothing,
}

impl Exercises {
    /// The student's exercises in this repository.
    #[must_use]
    pub fn ours() -> Self {
        Self { folder: workspace::root().join("exercises") }
    }

    /// The folder of a step.
    #[must_use]
    pub fn of(&self, step: Step) -> PathBuf {
        self.folder.join(step.name())
    }

    /// What is there of a step.
    ///
    /// # Errors
    /// If it is there but cannot be read.
    pub fn find(&self, step: Step) -> Result<Found, Error> {
        let main = self.of(step).join("src/main.rs");
        match fs::read(&main) {
            Ok(source) if step.is_untouched(&String::from_utf8_lossy(&source)) => Ok(Found::Stub),
            Ok(_) => Ok(Found::Written),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(Error::read(main)(error)),
        }
    }

    /// SHA-256 over the sources of the steps, in hexadecimal: names, lengths and
    /// contents, in order.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn digest(&self, steps: &[Step]) -> Result<String, Error> {
        let mut digest = Sha256::new();
        for &step in steps {
            let folder = self.of(step);
            for (name, file) in sources(&folder).map_err(Error::read(&folder))? {
                let content = fs::read(&file).map_err(Error::read(&file))?;
                digest.update(format!("{step}/{name} {}\n", content.len()));
                digest.update(content);
            }
        }
        Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The files of a step below `src/`, by their path, sorted: Rust, and what it
/// may include. Links are passed over.
pub(crate) fn sources(step: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![("src".to_owned(), step.join("src"))];
    while let Some((name, folder)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((name, entry.path()));
            } else if entry.file_type()?.is_file() {
                found.push((name, entry.path()));
            }
        }
    }
    found.sort();
    Ok(found)
}
