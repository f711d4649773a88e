//! What a traced program did: the events, as data. They are made on Linux and
//! can be read everywhere. Nothing here knows how they were got.
//!
//! The fields follow the calls' manual pages (section 2). What a name stands for
//! in C (an option, a flag) is given by that name; what has none, as a number.

mod call;
mod value;

pub use call::*;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;
pub use value::*;

/// A moment on the clock that all programs of this machine share: nanoseconds
/// of `CLOCK_MONOTONIC`. So the events of two programs stand on one time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub u64);

impl Moment {
    /// The time from `earlier` to this moment; zero if it was not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// One thing that a program did or that happened to it.
///
/// A call that may wait is told twice with the same `id`: when it begins
/// (`exited` is `None`), and when it has ended. Who collects events keeps the
/// later; see [`crate::collect()`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Counts up in the order in which calls begin, for one traced program.
    pub id: u64,
    /// The process (in C: its thread group).
    pub process: u32,
    /// The thread; that of `main` has the number of its process.
    pub thread: u32,
    /// When it began.
    pub entered: Moment,
    /// When it ended. `None`: the program was still in the call when this was
    /// told. What is not a call has the same moment as `entered`.
    pub exited: Option<Moment>,
    /// What it is.
    pub happening: Happening,
}

/// What an [`Event`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A call that concerns a socket.
    Call {
        /// Which, with its arguments and what it gave back through them.
        call: Call,
        /// The descriptor that it was called with, if it takes one.
        descriptor: Option<i32>,
        /// The socket behind that descriptor; for `epoll` calls `None`.
        socket: Option<SocketId>,
        /// What it returned. `None`: it has not returned (see `exited`), or never
        /// will, since the program ended in it.
        outcome: Option<Outcome>,
    },
    /// A name was looked up: `getaddrinfo "localhost" -> 127.0.0.1`. Made by
    /// [`crate::look_up::fold`] of the events that the look-up consists of.
    LookUp(LookUp),
    /// A file that look-ups of names read (`/etc/hosts`, `/etc/resolv.conf`, …)
    /// was opened or read.
    LookUpFile {
        /// Its path.
        path: String,
        /// What was read of it. Empty: it was opened.
        text: String,
    },
    /// The process began to run a program (execve): its first event.
    Started {
        /// Path of the executable.
        program: String,
        /// The command line, the program's name included.
        arguments: Vec<String>,
    },
    /// The process made another one, or a thread.
    Forked {
        /// Process or thread id of the child.
        child: u32,
        /// Which.
        kind: Fork,
    },
    /// A signal was delivered. (What the program does about it is seen from what follows.)
    Signalled {
        /// Its name, such as `SIGPIPE`.
        signal: String,
    },
    /// A thread that is not the process' first ended.
    ThreadEnded,
    /// The process ended.
    Ended(Ending),
    /// From here on the process makes calls in another form than this machine's
    /// own (32-bit, x32). They are not decoded, and missing.
    Foreign {
        /// What it is, such as `32-bit x86`.
        form: String,
    },
    /// The limit of events was reached ([`crate::MOST_EVENTS`]). Of what follows only the
    /// end of the program itself is told, and how many calls there were; see
    /// [`Happening::Unreported`].
    LimitReached,
    /// Told at the very end, if the limit was reached.
    Unreported {
        /// How many calls were made and not told. Whether each was on a socket was
        /// not looked at: that costs more than the stop.
        calls: u64,
    },
}

/// How a process was made of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fork {
    /// A process (fork, vfork, clone).
    Process,
    /// A thread of the same process.
    Thread,
}

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It exited with this status.
    Status(i32),
    /// A signal of this name killed it, such as `SIGKILL`.
    Signal(String),
}

/// A socket, whatever its descriptors are called: it stays the same through
/// dup, fork, exec and accept, and in every thread. (The kernel's inode number:
/// unique on this machine while any of the traced programs runs.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub u64);

/// What a call returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It succeeded, with this value (a descriptor, a number of bytes, 0).
    Returned(i64),
    /// It failed.
    Failed(Errno),
}

/// A folded look-up of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookUp {
    /// The name, where it could be found out.
    pub name: Option<String>,
    /// The addresses that it gave, as far as they were seen.
    pub addresses: Vec<IpAddr>,
    /// The ids of the events that it consists of.
    pub events: Vec<u64>,
}
