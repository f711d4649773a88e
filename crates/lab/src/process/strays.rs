//! Linux: descendants that left their program's process group.
//!
//! A program that daemonises (fork, setsid, fork) escapes `killpg`. The grader
//! makes itself the *child subreaper* (prctl(2)): such orphans become its own
//! children instead of init's, and it finds them in its list of children. Which
//! experiment they belong to is written in their environment.

use super::{MARKER, registry};
use procfs::ProcError;
use procfs::process::Process;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpid, kill_process, set_child_subreaper, waitid,
};
use std::ffi::OsStr;
use std::sync::Once;

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
pub fn end(marker: &str) {
    for _ in 0..MOST_ROUNDS {
        let orphans: Vec<Pid> = orphans();
        let strays: Vec<Pid> =
            orphans.iter().copied().filter(|&pid| is_marked(pid, marker)).collect();
        // One that is just ending has no environment any more, but perhaps a
        // child that is about to become ours; another one may have cleared it.
        let dying: Vec<Pid> = orphans.into_iter().filter(|&pid| is_dying(pid)).collect();
        if strays.is_empty() && dying.is_empty() {
            return;
        }
        for &pid in strays.iter().chain(&dying) {
            let _ = kill_process(pid, Signal::KILL);
        }
        for pid in strays.into_iter().chain(dying) {
            // Its own children become ours when it dies: hence another round.
            reap(pid);
        }
    }
}

/// Waits for a child that is ending, for a moment at most.
fn reap(pid: Pid) {
    const TRIES: usize = 1000;
    for _ in 0..TRIES {
        match waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOHANG) {
            Ok(None) => std::thread::yield_now(),
            Ok(Some(_)) | Err(_) => return,
        }
    }
}

/// Children listed under the main thread: orphans are given to it. Programs and
/// tools that we have started ourselves are none.
fn orphans() -> Vec<Pid> {
    let id = getpid().as_raw_pid();
    let children = Process::myself()
        .and_then(|process| process.task_from_tid(id))
        .and_then(|task| task.children())
        .unwrap_or_default();
    children.into_iter().filter(|&pid| !registry::holds(pid)).filter_map(to_pid).collect()
}

/// Whether an orphan comes from this experiment: it carries its marker, or none
/// at all, because it has cleared its environment. (Then it may come from another
/// experiment; but an orphan has no business in any.)
fn is_marked(pid: Pid, marker: &str) -> bool {
    let environment = Process::new(pid.as_raw_pid()).and_then(|process| process.environ());
    environment.is_ok_and(|environment| {
        !environment.is_empty()
            && environment.get(OsStr::new(MARKER)).is_none_or(|value| value == marker)
    })
}

/// Whether a child has no environment: it is a zombie, or about to be one, or
/// has cleared it.
fn is_dying(pid: Pid) -> bool {
    match Process::new(pid.as_raw_pid()).and_then(|process| process.environ()) {
        Ok(environment) => environment.is_empty(),
        Err(ProcError::NotFound(_)) => true,
        // It belongs to someone else now (setuid): nothing that we may end.
        Err(_) => false,
    }
}

fn to_pid(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw)
}
