//! Why submissions cannot be graded. Never a student's fault.

use std::io;
use std::path::PathBuf;

/// Why submissions cannot be graded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder of ours could not be read or written.
    #[error("cannot {action} {path}: {reason}", path = path.display())]
    File {
        /// "read" or "write".
        action: &'static str,
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// What was asked for cannot be meant.
    #[error("{0}")]
    Usage(String),
    /// A layer of the sandbox that was asked for does not work here.
    #[error("the sandbox does not work here: {0}")]
    NoSandbox(String),
    /// The grader's own parts could not be built.
    #[error(transparent)]
    Build(#[from] submission::error::Error),
    /// A reference solution does not compile as submissions are compiled.
    #[error("the reference `client` does not compile where submissions are compiled:\n{0}")]
    Workshop(String),
    /// The laboratory failed.
    #[error(transparent)]
    Fault(#[from] lab::fault::Fault),
    /// A program of ours got next to no processor time.
    #[error("the machine was too busy: the {0} hardly ran, and did not finish")]
    Starved(&'static str),
    /// The judge did not finish its work.
    #[error("the judge {0}")]
    Judge(String),
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
