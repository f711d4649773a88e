//! The file of the progress: read with care, written whole or not at all.

use crate::state::{Progress, SCHEMA};
use crate::turn;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The progress as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// What the file says; empty if there was none that can be used.
    pub progress: Progress,
    /// The file that could not be used.
    pub set_aside: Option<SetAside>,
}

/// What came of a change.
#[derive(Debug)]
pub struct Updated<T> {
    /// What the change has given.
    pub value: T,
    /// The file that could not be used.
    pub set_aside: Option<SetAside>,
    /// Whether the change was written.
    pub kept: Result<(), Error>,
}

/// A file that could not be used, and was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Why.
    pub why: Why,
    /// Its name now.
    pub path: PathBuf,
}

/// Why a file could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is not what this tool writes.
    Damaged,
    /// Another version of this tool wrote it.
    OtherVersion,
}

/// Why the progress could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is there and cannot be read.
    #[error("cannot read {path}: {reason}", path = path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// The file cannot be written. What was there before is still there.
    #[error("cannot write {path}: {reason}", path = path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// The file cannot be used, and cannot be renamed either.
    #[error("{path} cannot be used, and cannot be renamed to {to}: {reason}", path = path.display(), to = to.display())]
    SetAside {
        /// Which.
        path: PathBuf,
        /// The name that it was to get.
        to: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
}

impl Progress {
    /// Reads the file. If there is none, nothing was reached yet. One that is
    /// damaged or of another version is renamed, and the progress begun anew.
    ///
    /// # Errors
    /// If it is there and can be neither read nor renamed.
    pub fn load(path: &Path) -> Result<Loaded, Error> {
        // A folder or a pipe of that name: nothing that we wrote, and nothing to be read.
        let is_ours = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
        let read = if is_ours { fs::read(path) } else { Ok(Vec::new()) };
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Loaded { progress: Self::default(), set_aside: None });
            }
            Err(reason) => return Err(Error::Read { path: path.to_owned(), reason }),
        };
        match understand(&bytes) {
            Ok(progress) => Ok(Loaded { progress, set_aside: None }),
            Err(why) => {
                let to = path.with_extension(match why {
                    Why::Damaged => "damaged.json",
                    Why::OtherVersion => "other-version.json",
                });
                fs::rename(path, &to).map_err(|reason| Error::SetAside {
                    path: path.to_owned(),
                    to: to.clone(),
                    reason,
                })?;
                let set_aside = Some(SetAside { why, path: to });
                Ok(Loaded { progress: Self::default(), set_aside })
            }
        }
    }

    /// Changes what is in the file. Others who do so meanwhile wait, so that nothing of
    /// theirs is lost.
    ///
    /// # Errors
    /// If the file cannot be read. That it cannot be written is told beside the value.
    pub fn update<T>(
        path: &Path,
        change: impl FnOnce(&mut Self) -> T,
    ) -> Result<Updated<T>, Error> {
        let _turn = turn::wait(path);
        let Loaded { mut progress, set_aside } = Self::load(path)?;
        let value = change(&mut progress);
        Ok(Updated { value, set_aside, kept: progress.save(path) })
    }

    /// Writes the file: whole or not at all, so that neither a full disk nor whoever ends us
    /// costs anything that was there.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let replaced = || {
            let mut file = tempfile::Builder::new()
                .prefix(".progress-")
                .suffix(".json")
                .tempfile_in(folder)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            // Not through to the disk (fsync(2)), which can take longer than all checks of a
            // step: what a power cut leaves of it is set aside, and made anew by checking.
            file.persist(path)?;
            Ok(())
        };
        replaced().map_err(|reason: io::Error| Error::Write { path: path.to_owned(), reason })
    }
}

/// Another version may have other fields, so that one is looked at first.
fn understand(bytes: &[u8]) -> Result<Progress, Why> {
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| Why::Damaged)?;
    match value.get("schema").and_then(serde_json::Value::as_str) {
        Some(SCHEMA) => serde_json::from_value(value).map_err(|_| Why::Damaged),
        Some(_) => Err(Why::OtherVersion),
        None => Err(Why::Damaged),
    }
}
