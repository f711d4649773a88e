//! The box of a program under test, within its cell: what it shows, and what a program
//! in it may use.

use super::cell;
use super::names::Names;
use lab::confinement::Order;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a program under test may use. Limits of setrlimit(2), but the first two.
pub mod limits {
    /// Bytes in `/tmp`, and again in `/dev/shm`.
    pub const TEMPORARY: u64 = 16 << 20;
    /// Bytes in memory of all its processes together; the judge looks (`lab::process::memory`).
    pub const MEMORY: u64 = 1 << 30;
    /// Processes and threads. A server with a thread for each of 400 clients fits.
    pub const PROCESSES: u64 = 512;
    /// Bytes of writable memory of one process, used or not: the stacks of those
    /// threads are 800 MiB.
    pub const DATA: u64 = 2 << 30;
    /// Seconds of processor time of one process. No experiment takes as long.
    pub const PROCESSOR: u64 = 30;
    /// Bytes of one file.
    pub const FILE: u64 = 16 << 20;
    /// Open files. The usual limit, so that a server that leaks them is seen to.
    pub const OPEN_FILES: u64 = 1024;
    /// Bytes of POSIX message queues, which would outlive the program.
    pub const MESSAGE_QUEUES: u64 = 0;
}

/// What makes one box differ from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The folder of programs that it shows.
    party: Option<PathBuf>,
    network: Network,
}

/// The network of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Network {
    OfTheCell,
    Own,
}

impl Kind {
    /// The box for a program that may see the folder among `parties` that it is in.
    #[must_use]
    pub fn of(order: &Order<'_>, parties: &[PathBuf]) -> Self {
        let program = Path::new(order.command.get_program());
        Self {
            party: parties.iter().find(|party| program.starts_with(party)).cloned(),
            network: if order.stage.has_own_network() { Network::Own } else { Network::OfTheCell },
        }
    }

    /// Whether one program can be started in it after the other. Not where it has a network: there
    /// connections stay for a while after their ends (TIME-WAIT, RFC 9293).
    #[must_use]
    pub fn is_for_many(&self) -> bool {
        match self.network {
            Network::OfTheCell => true,
            Network::Own => false,
        }
    }

    /// The options of bwrap for it, with the files that name resolution asks.
    #[must_use]
    pub fn options(&self, names: &Names) -> Vec<OsString> {
        let words = [
            "--unshare-user",
            "--uid",
            "1000",
            "--gid",
            "1000",
            "--disable-userns",
            "--unshare-pid",
            // Else bwrap's own process 1 would stand above ours.
            "--as-pid-1",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
        ];
        let mut options: Vec<OsString> = words.map(OsString::from).to_vec();
        options.extend(cell::system());
        // The cell's, which cannot be written to: each mount less counts.
        options.extend(["--ro-bind", "/etc", "/etc"].map(OsString::from));
        options.extend(["--dev-bind", "/dev", "/dev"].map(OsString::from));
        options.extend(["--proc", "/proc"].map(OsString::from));
        options.extend(cell::memory_folders(limits::TEMPORARY));
        for (file, over) in names.files() {
            options.extend(["--ro-bind".into(), file.into(), over.into()]);
        }
        if self.network == Network::Own {
            // bwrap brings the new network's loopback up.
            options.push("--unshare-net".into());
        }
        if let Some(party) = &self.party {
            options.extend(["--ro-bind".into(), party.into(), party.into()]);
        }
        // Last, for the lines above made files in it.
        options.extend(["--remount-ro", "/", "--chdir", "/tmp"].map(OsString::from));
        options
    }
}
