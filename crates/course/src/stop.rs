//! Why an experiment stopped before its end.

use crate::evidence::Evidence;
use lab::fault::Fault;
use lab::host::Lack;
use std::io;

/// What an experiment gives: nothing, or why it stopped.
pub type Outcome<T = ()> = Result<T, Stop>;

/// Why an experiment stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// The program did something else than it must.
    Surprised(Box<Evidence>),
    /// The experiment cannot be done here.
    Skipped(Skip),
    /// The laboratory failed.
    Fault(Fault),
}

/// Why an experiment cannot be done here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// The machine lacks something.
    Lack(Lack),
    /// The partner of a pair is not there: "your `client` does not pass yet".
    Partner(String),
}

impl Skip {
    /// The reason in words.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Lack(lack) => lack.reason().to_owned(),
            Self::Partner(reason) => reason.clone(),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Lack> for Stop {
    fn from(lack: Lack) -> Self {
        Self::Skipped(Skip::Lack(lack))
    }
}
