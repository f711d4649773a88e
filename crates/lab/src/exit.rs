//! How a program ended, translated once from the operating system's form.

use std::fmt;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It ended by itself with this exit status.
    Status(i32),
    /// A signal ended it (Unix). Never the grader's own: the grader looks
    /// before it kills.
    Signal(i32),
}

impl Exit {
    /// Whether Rust's runtime ended it after a panic (status 101).
    #[must_use]
    pub fn is_panic(self) -> bool {
        self == Self::Status(101)
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "exit status {status}"),
            Self::Signal(6) => write!(f, "signal 6 (SIGABRT)"),
            Self::Signal(9) => write!(f, "signal 9 (SIGKILL)"),
            Self::Signal(11) => write!(f, "signal 11 (SIGSEGV)"),
            Self::Signal(13) => write!(f, "signal 13 (SIGPIPE)"),
            Self::Signal(15) => write!(f, "signal 15 (SIGTERM)"),
            Self::Signal(signal) => write!(f, "signal {signal}"),
        }
    }
}
