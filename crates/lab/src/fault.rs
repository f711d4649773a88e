//! Faults of the laboratory or its host. Never the student's: a fault makes a
//! check inconclusive and costs no points.

use std::ffi::OsStr;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// Why the laboratory could not carry out an experiment.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The program under test could not be started at all.
    #[error("cannot start `{program}`: {source}")]
    Start {
        /// The program's path or name.
        program: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The box of a program under test did not last as long as the program.
    #[error("the sandbox failed while the program ran")]
    Sandbox,
    /// Nothing came of the program, and it had next to no processor time (this much).
    #[error("the machine was too busy: the program had {} ms of processor time", .0.as_millis())]
    Starved(Duration),
    /// The laboratory could not make, bind or use a socket of its own.
    #[error("the grader cannot {action} {address}: {source}")]
    Socket {
        /// What it tried, as a verb: "listen on".
        action: &'static str,
        /// Where.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
    /// A port that was free when it was chosen belongs to someone else now.
    #[error("port {0} was taken by another program in the meantime")]
    PortTaken(SocketAddr),
    /// No free port was found.
    #[error("found no free port on {0}")]
    NoFreePort(SocketAddr),
    /// The operating system would not say which sockets a program owns.
    #[error("cannot read the system's socket table: {0}")]
    SocketTable(String),
    /// A temporary file could not be written.
    #[error("cannot write a temporary file: {0}")]
    Scratch(#[source] io::Error),
    /// Another failing call of the grader's own.
    #[error("the grader's own call failed: {0}")]
    System(#[from] io::Error),
    /// The run was interrupted (Ctrl-C).
    #[error("interrupted")]
    Interrupted,
}

impl Fault {
    pub(crate) fn start(program: &OsStr) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Start { program: program.to_string_lossy().into_owned(), source }
    }

    pub(crate) fn socket(
        action: &'static str,
        address: SocketAddr,
    ) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Socket { action, address, source }
    }
}
