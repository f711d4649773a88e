//! Linux: descendants that left their program's process group.
//!
//! A program that daemonises (fork, setsid, fork) escapes `killpg`. The grader
//! makes itself the *child subreaper* (prctl(2)): such orphans become its own
//! children instead of init's, and it finds them in its list of children. Which
//! experiment they belong to is written in their environment.

use super::registry::{self, MARKER};
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

/// What an orphan is to an experiment that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Orphan {
    /// It has ended, and its process id is free again.
    Reaped,
    /// It is to be ended: it comes from this experiment, or is just ending.
    Stray,
    /// It belongs to someone else, and stays.
    Foreign,
}

/// Ends all orphans whose environment carries `marker`, and their children.
pub fn end(marker: &str) {
    for _ in 0..MOST_ROUNDS {
        let found: Vec<(Pid, Orphan)> =
            orphans().into_iter().map(|pid| (pid, examine(pid, marker))).collect();
        let strays = found.iter().filter(|(_, orphan)| *orphan == Orphan::Stray);
        for &(pid, _) in strays.clone() {
            let _ = kill_process(pid, Signal::KILL);
        }
        for &(pid, _) in strays {
            reap(pid);
        }
        // The children of who has ended are ours by now: hence another round.
        if found.iter().all(|(_, orphan)| *orphan == Orphan::Foreign) {
            return;
        }
    }
}

/// Waits for a child that is ending, for a moment at most.
fn reap(pid: Pid) {
    const TRIES: usize = 1000;
    for _ in 0..TRIES {
        if reap_if_dead(pid) {
            return;
        }
        std::thread::yield_now();
    }
}

/// Whether a child is dead, or gone already; if so, its process id is free again.
fn reap_if_dead(pid: Pid) -> bool {
    !matches!(waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOHANG), Ok(None))
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

/// Looks at an orphan, and reaps it if it is dead. Dead ones must not stay: the next
/// experiments would look at all of them.
fn examine(pid: Pid, marker: &str) -> Orphan {
    // Before anything is read: of the dead the system tells only root (proc(5), environ).
    if reap_if_dead(pid) {
        return Orphan::Reaped;
    }
    match Process::new(pid.as_raw_pid()).and_then(|process| process.environ()) {
        // An empty one: it is just ending, and its child is about to become ours; or it has
        // cleared it. One without our marker comes from an unknown experiment, but an
        // orphan has no business in any.
        Ok(environment) => match environment.get(OsStr::new(MARKER)) {
            Some(other) if other != marker => Orphan::Foreign,
            Some(_) | None => Orphan::Stray,
        },
        Err(ProcError::NotFound(_)) => Orphan::Stray,
        // It belongs to someone else now (setuid): nothing that we may end.
        Err(_) => Orphan::Foreign,
    }
}

fn to_pid(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patience;
    use crate::process::scope::Scope;
    use crate::process::{self, Stream};
    use crate::transcript::Transcript;

    #[test]
    fn neither_a_living_nor_a_dead_orphan_is_left() {
        let script = "setsid sleep 1000 & echo $!; true & echo $!; exec true";
        let mut program = process::Process::start(
            &["sh", "-c", script].map(Into::into),
            &Transcript::start(),
            &Scope::default(),
        )
        .expect("sh");
        assert!(program.wait_end(patience::LONG_READ).is_some());
        let printed = program.printed(Stream::Stdout);
        let ids: Vec<i32> =
            String::from_utf8_lossy(&printed).lines().map(|id| id.parse().unwrap()).collect();
        assert_eq!(ids.len(), 2);
        for id in ids {
            let ours = Process::new(id).and_then(|process| process.stat());
            let ours = ours.is_ok_and(|stat| stat.ppid == getpid().as_raw_pid());
            assert!(!ours, "{id} is still a child of ours");
        }
    }
}
