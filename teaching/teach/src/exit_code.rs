//! The exit codes of the teaching assistants' commands, in one place.

use std::process::ExitCode;

/// How a command ends. Wrong usage is clap's, with 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All that was asked for is done.
    Done,
    /// The results that were compared differ.
    Different,
    /// Some of it could not be done; which, was told.
    NotAll,
}

/// For `--help`.
pub const HELP: &str = "\
Exit status:
  0  all done
  2  wrong usage
  3  some of it could not be done; the lines that begin with `error:` say what";

/// For `compare --help`.
pub const HELP_FOR_COMPARE: &str = "\
Exit status:
  0  no difference
  1  differences
  2  wrong usage
  3  a report could not be read; the lines that begin with `error:` say which";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Different => 1,
            Exit::NotAll => 3,
        })
    }
}
