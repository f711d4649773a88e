//! Linux: descendants that left their program's process group.
//!
//! A program that daemonises (fork, setsid, fork) escapes `killpg`. The grader
//! makes itself the *child subreaper* (prctl(2)): such orphans become its own
//! children instead of init's, and it finds them in its list of children. Which
//! experiment they belong to is written in their environment.

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpid, kill_process, set_child_subreaper, waitid,
};
use std::ffi::OsStr;
use std::sync::Once;

/// The environment variable that marks the programs of one experiment.
pub const MARKER: &str = "HANDSHAKE_EXPERIMENT";

/// A program that forks without end must not keep us here for ever.
const MOST_ROUNDS: usize = 100;

/// From now on orphaned descendants become children of this process.
pub fn adopt_orphans() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it (an old kernel) strays go to init and are not found.
        let _ = set_child_subreaper(Some(getpid()));
    });
}

/// Ends all orphans whose environment carries `marker`, and their children.
/// `leader` is the program itself, which its handle reaps.
pub fn end(marker: &str, leader: u32) {
    for _ in 0..MOST_ROUNDS {
        let strays: Vec<Pid> = orphans()
            .into_iter()
            .filter(|&pid| pid != leader && is_marked(pid, marker))
            .filter_map(to_pid)
            .collect();
        if strays.is_empty() {
            return;
        }
        for &pid in &strays {
            let _ = kill_process(pid, Signal::KILL);
        }
        for &pid in &strays {
            // Its own children become ours when it dies: hence another round.
            let _ = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED);
        }
    }
}

/// Children listed under the main thread: orphans are given to it.
fn orphans() -> Vec<u32> {
    let id = getpid().as_raw_pid();
    procfs::process::Process::myself()
        .and_then(|process| process.task_from_tid(id))
        .and_then(|task| task.children())
        .unwrap_or_default()
}

fn is_marked(pid: u32, marker: &str) -> bool {
    to_pid(pid)
        .and_then(|pid| procfs::process::Process::new(pid.as_raw_pid()).ok())
        .and_then(|process| process.environ().ok())
        .is_some_and(|environment| {
            environment.get(OsStr::new(MARKER)).is_some_and(|value| value == marker)
        })
}

fn to_pid(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw)
}
