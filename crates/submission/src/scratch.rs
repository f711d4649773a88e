//! The folder for a run's temporary files, below `target/handshake`: gone when the
//! run is, whichever way it ends. A run that is killed (SIGKILL) cannot remove
//! its own; the next run does.
//!
//! Theory of operation. In each folder lies a file, `owner`, that its run holds
//! locked. The system lets go of a lock when its process dies, however it dies: so a
//! folder whose `owner` can be locked belongs to nobody. The file gets its name when it
//! is locked already, so no folder looks as if it were nobody's while it is made.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

use crate::error::Error;
use crate::workspace;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The file that says whether a folder's run is alive.
const OWNER: &str = "owner";

/// For an interrupt, which drops nothing.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The folder for a run's temporary files.
pub struct Scratch {
    folder: TempDir,
    _owner: File,
}

impl Scratch {
    /// Makes it, and removes those of runs that were killed. Its name begins with `prefix`.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new(prefix: &str) -> Result<Self, Error> {
        let scratch = Self::below(&workspace::scratch()?, prefix)?;
        let path = scratch.folder().to_owned();
        *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
        Ok(scratch)
    }

    fn below(parent: &Path, prefix: &str) -> Result<Self, Error> {
        remove_what_is_nobodys(parent);
        let make = || {
            let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(parent)?;
            let owner = system::claim(folder.path())?;
            Ok(Self { folder, _owner: owner })
        };
        make().map_err(Error::write(parent))
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folder of this run from an interrupt.
pub fn remove() {
    if let Some(folder) = FOLDER.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = fs::remove_dir_all(folder);
    }
}

/// What cannot be removed stays: it is in nobody's way.
fn remove_what_is_nobodys(parent: &Path) {
    for folder in fs::read_dir(parent).into_iter().flatten().filter_map(Result::ok) {
        if system::is_nobodys(&folder.path().join(OWNER)) {
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(parent: &Path) -> Vec<String> {
        let entries = fs::read_dir(parent).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_folder_of_a_run_that_is_gone_is_removed_and_no_other() {
        let parent = tempfile::tempdir().unwrap();
        let gone = Scratch::below(parent.path(), "gone-").unwrap();
        fs::create_dir(gone.folder().join("kit")).unwrap();
        // As a process that is killed: its lock is let go, its folder stays.
        let Scratch { folder, _owner } = gone;
        let _ = folder.keep();
        drop(_owner);
        let alive = Scratch::below(parent.path(), "alive-").unwrap();
        fs::create_dir(parent.path().join("no-scratch")).unwrap();
        fs::write(parent.path().join("progress.json"), "{}").unwrap();
        let _other = Scratch::below(parent.path(), "other-").unwrap();
        assert!(alive.folder().join(OWNER).exists());
        let names = names(parent.path());
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.iter().all(|name| !name.starts_with("gone-")), "{names:?}");
    }

    #[test]
    fn a_run_that_ends_removes_its_own() {
        let parent = tempfile::tempdir().unwrap();
        drop(Scratch::below(parent.path(), "run-").unwrap());
        assert_eq!(names(parent.path()), [""; 0]);
    }
}
