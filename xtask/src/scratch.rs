//! The folder for a run's temporary files, below `target/`: gone when the run is,
//! whichever way it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use submission::error::Error;
use submission::workspace;
use tempfile::TempDir;

/// For an interrupt, which drops nothing.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The folder for a run's temporary files.
pub struct Scratch(TempDir);

impl Scratch {
    /// Makes it.
    pub fn new() -> Result<Self, Error> {
        let parent = workspace::scratch()?;
        let folder = tempfile::Builder::new().prefix("run-").tempdir_in(&parent);
        let folder =
            folder.map_err(|reason| Error::File { action: "write", path: parent, reason })?;
        *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.path().to_owned());
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }
}

/// Removes it from an interrupt.
pub fn remove() {
    if let Some(folder) = FOLDER.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = fs::remove_dir_all(folder);
    }
}
