//! What is known about a failure: the surprise, what we had asked for, and the
//! program's record. Plain data; mistakes are recognised from it without I/O.

use crate::experiments::serving::PROMPT;
use crate::step::Step;
use crate::surprise::Surprise;
use lab::blocked::Blocked;
use lab::exit::Exit;
use lab::sockets::Socket;
use std::net::IpAddr;

/// What we had asked the program for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// HOST, as it was given. `None`: the default.
    pub host: Option<String>,
    /// PORT, as it was given. `None`: the default.
    pub port: Option<u16>,
    /// The addresses that HOST stands for, where it is a name of ours.
    pub addresses: Vec<IpAddr>,
    /// MESSAGE of `udp-pair client`.
    pub message: Option<String>,
}

/// What is known of the program at the moment of the surprise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// What it has printed on standard output.
    pub stdout: Vec<u8>,
    /// What it has printed on standard error.
    pub stderr: Vec<u8>,
    /// How it has ended; `None` if it still runs.
    pub exit: Option<Exit>,
    /// The sockets it owns, according to the operating system.
    pub sockets: Vec<Socket>,
    /// What it waits for, if it still runs and the system shows it.
    pub blocked: Option<Blocked>,
    /// Whether it has closed standard output, though it still runs.
    pub is_mute: bool,
    /// Whether it printed more than is kept.
    pub flooded: bool,
}

impl Record {
    /// Standard error as text.
    #[must_use]
    pub fn stderr_text(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// Standard output as text.
    #[must_use]
    pub fn stdout_text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Whether it ended in a Rust panic.
    #[must_use]
    pub fn panicked(&self) -> bool {
        self.exit.is_some_and(Exit::is_panic)
    }
}

/// Everything known about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The step of the check.
    pub step: Step,
    /// What differed from what must be.
    pub surprise: Surprise,
    /// What we had asked the program for.
    pub asked: Asked,
    /// The program's side.
    pub record: Record,
}

impl Evidence {
    /// Whether this can happen to a right program: the port that we had chosen
    /// was taken by someone else in between, or the machine is very busy. Then the
    /// experiment is repeated; a wrong program fails again.
    #[must_use]
    pub fn may_be_chance(&self) -> bool {
        match &self.surprise {
            Surprise::NotAnnounced { .. } => self.record.exit.is_some(),
            Surprise::TakesIpv4 { .. }
            | Surprise::NoReply { late: Some(_), .. }
            | Surprise::PeerNotReported { late: Some(_), .. }
            | Surprise::Pace { .. } => true,
            Surprise::Greeting { received, .. } => {
                received.first_after.is_some_and(|after| after > PROMPT)
            }
            _ => false,
        }
    }
}
