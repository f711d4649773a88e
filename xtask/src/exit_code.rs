//! The exit codes of the tool, in one place.

use std::process::ExitCode;

/// How a run of the tool ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All that was asked for passed.
    Passed,
    /// Some student's program does not pass, does not compile or is not started.
    NotPassed,
    /// The tool was called wrongly.
    Usage,
    /// The machine or the grader itself is at fault.
    GraderAtFault,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Passed => 0,
            Exit::NotPassed => 1,
            Exit::Usage => 2,
            Exit::GraderAtFault => 3,
        })
    }
}
