//! The box of a program under test, within its cell.

use super::Sandbox;
use super::cell;
use lab::confinement::Confinement;
use std::ffi::OsString;

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
}

/// How programs under test are started; `None` without a sandbox.
#[must_use]
pub fn confinement(sandbox: Sandbox) -> Option<Confinement> {
    match sandbox {
        Sandbox::None => None,
        Sandbox::Bubblewrap(_) => Some(Confinement { bubblewrap: bubblewrap(), inside: inside() }),
    }
}

fn bubblewrap() -> Vec<OsString> {
    let words = [
        "bwrap",
        "--unshare-user",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--disable-userns",
        "--unshare-pid",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--die-with-parent",
    ];
    let mut options: Vec<OsString> = words.map(OsString::from).to_vec();
    options.extend(cell::system());
    // The cell's, which cannot be written to: each mount less counts, for a program is
    // started a hundred and fifty times.
    options.extend(["--ro-bind", "/etc", "/etc"].map(OsString::from));
    options.extend(["--dev-bind", "/dev", "/dev"].map(OsString::from));
    options.extend(["--proc", "/proc"].map(OsString::from));
    options.extend(cell::memory_folders(limits::TEMPORARY));
    options.extend(["--chdir", "/tmp"].map(OsString::from));
    options
}

fn inside() -> Vec<OsString> {
    vec![
        "prlimit".into(),
        format!("--nproc={}", limits::PROCESSES).into(),
        format!("--data={}", limits::DATA).into(),
        format!("--cpu={}", limits::PROCESSOR).into(),
        format!("--fsize={}", limits::FILE).into(),
        format!("--nofile={}", limits::OPEN_FILES).into(),
        "--core=0".into(),
    ]
}
