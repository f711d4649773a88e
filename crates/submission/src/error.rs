//! Why a submission cannot be brought to the laboratory.

use std::io;
use std::path::PathBuf;

/// Why a submission cannot be brought to the laboratory.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for cannot be meant.
    #[error("{0}")]
    Usage(String),
    /// Cargo could not be started.
    #[error("cannot run `{cargo}`: {reason}; is Rust's toolchain installed?")]
    CargoMissing {
        /// The program.
        cargo: String,
        /// The system's reason.
        reason: io::Error,
    },
    /// Cargo failed before it compiled anything.
    #[error("cargo cannot build {packages}:\n{said}")]
    CargoFailed {
        /// What was to be built.
        packages: String,
        /// What cargo said.
        said: String,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {action} {path}: {reason}", path = path.display())]
    File {
        /// "read" or "write".
        action: &'static str,
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// In the place of a file there is something that must not be read.
    #[error("{path} is no file but a pipe or a device. Remove it, or put a file in its place", path = path.display())]
    NoFile {
        /// Which.
        path: PathBuf,
    },
    /// A reference solution is not there.
    #[error("{folder} is missing: the reference solution that other programs are tested with, and that `reset` takes the manifest from. Put it back, for example with `git restore solutions`", folder = folder.display())]
    NoSolution {
        /// Its folder.
        folder: PathBuf,
    },
    /// The run was interrupted.
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    pub(crate) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self::File { action: "read", path, reason }
    }

    pub(crate) fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self::File { action: "write", path, reason }
    }
}
