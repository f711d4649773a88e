//! A folder of exercises: what a student has written, step by step.

use crate::error::Error;
use crate::{regular, workspace};
use course::step::Step;
use hmac_sha256::Hash as Sha256;
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
    /// If it is there but cannot be read, or rustc could not read one of the sources.
    pub fn find(&self, step: Step) -> Result<Found, Error> {
        self.sources(step)?;
        let main = self.of(step).join("src/main.rs");
        match fs::read(&main) {
            Ok(source) if step.is_untouched(&String::from_utf8_lossy(&source)) => Ok(Found::Stub),
            Ok(_) => Ok(Found::Written),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(Error::read(main)(error)),
        }
    }

    /// The sources of a step.
    ///
    /// # Errors
    /// If a folder cannot be read, or something in it is no file: a pipe, a device.
    pub fn sources(&self, step: Step) -> Result<Sources, Error> {
        sources(&self.of(step))
    }

    /// The sources of a step with what they contain.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn contents(&self, step: Step) -> Result<Vec<SourceFile>, Error> {
        let files = self.sources(step)?.files.into_iter();
        files
            .map(|(name, file)| {
                let content = fs::read(&file).map_err(Error::read(file))?;
                Ok(SourceFile { name: format!("{step}/{name}"), content })
            })
            .collect()
    }

    /// SHA-256 over the sources of the steps, in hexadecimal: names, lengths and
    /// contents, in order.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn digest(&self, steps: &[Step]) -> Result<String, Error> {
        let contents: Result<Vec<_>, Error> =
            steps.iter().map(|&step| self.contents(step)).collect();
        Ok(digest(contents?.iter().flatten()))
    }
}

/// A source, and what it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path from the folder of exercises on, with `/`: `client/src/main.rs`.
    pub name: String,
    /// What it contains.
    pub content: Vec<u8>,
}

/// SHA-256 over sources, in hexadecimal: names, lengths and contents, in order.
#[must_use]
pub fn digest<'a>(sources: impl IntoIterator<Item = &'a SourceFile>) -> String {
    let mut digest = Sha256::new();
    for SourceFile { name, content } in sources {
        digest.update(format!("{name} {}\n", content.len()));
        digest.update(content);
    }
    hexadecimal(&digest.finalize())
}

/// SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::hash(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What lies below the `src/` of a step, each by its path from the step's folder
/// on, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Rust, and what it may include.
    pub files: Vec<(String, PathBuf)>,
    /// Links, which are passed over: what they lead to is not what is handed in.
    pub links: Vec<(String, PathBuf)>,
}

pub(crate) fn sources(step: &Path) -> Result<Sources, Error> {
    let mut found = Sources::default();
    let mut folders = vec![("src".to_owned(), step.join("src"))];
    while let Some((name, folder)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(Error::read(&folder))?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::read(&folder))?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(Error::read(entry.path()))?;
            if kind.is_dir() {
                folders.push((name, entry.path()));
            } else if kind.is_file() {
                found.files.push((name, entry.path()));
            } else if kind.is_symlink() {
                // Who compiles follows it.
                regular::expect(&entry.path())?;
                found.links.push((name, entry.path()));
            } else {
                return Err(Error::NoFile { path: entry.path() });
            }
        }
    }
    found.files.sort();
    found.links.sort();
    Ok(found)
}
