//! A process and its descendants on Linux: who they are, and what the machine has
//! kept them waiting for.

use crate::limit;
use crate::process::Times;
use procfs::process::{ProcState, Process};
use std::fs;
use std::time::Duration;

/// The process and its descendants, itself first.
pub fn of(pid: u32) -> Vec<Process> {
    let process = |pid| i32::try_from(pid).ok().and_then(|pid| Process::new(pid).ok());
    ids(pid).into_iter().filter_map(process).collect()
}

/// Their ids. Each thread has children of its own (proc(5), children).
fn ids(pid: u32) -> Vec<u32> {
    /// A program that forks without end must not keep us here.
    const MOST: usize = 256;
    let mut waiting = vec![pid];
    let mut family = Vec::new();
    while let (Some(pid), true) = (waiting.pop(), family.len() < MOST) {
        let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { continue };
        for thread in threads.filter_map(Result::ok) {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            waiting.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        }
        family.push(pid);
    }
    family
}

/// How a process and its descendants have spent their time, all threads together (proc(5),
/// schedstat and state: R runs or waits for a processor, D waits for a disk). Those
/// that have ended are not counted.
pub fn times(pid: u32) -> Times {
    let mut times = Times::default();
    for thread in of(pid).iter().flat_map(|process| process.tasks()).flatten().flatten() {
        if let Ok(statistics) = thread.schedstat() {
            times.ran += Duration::from_nanos(statistics.sum_exec_runtime);
            times.starved += Duration::from_nanos(statistics.run_delay);
        }
        let state = thread.stat().ok().and_then(|stat| stat.state().ok());
        times.is_kept |= matches!(state, Some(ProcState::Running | ProcState::Waiting));
    }
    times
}

/// How long this thread of ours has waited for a processor in all.
pub fn own_lateness() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().nth(1).and_then(|field| field.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// The memory that a process and its descendants have for themselves: what is
/// resident, without what is shared (proc(5), statm). Some of it is counted for
/// each process that a fork has left it to.
pub fn resident_bytes(pid: u32) -> u64 {
    let own_pages = |pid: u32| {
        let text = fs::read_to_string(format!("/proc/{pid}/statm")).ok()?;
        let mut fields = text.split(' ').skip(1).map(|field| field.parse::<u64>().ok());
        let (resident, shared) = (fields.next()??, fields.next()??);
        Some(resident.saturating_sub(shared))
    };
    ids(pid).into_iter().filter_map(own_pages).sum::<u64>() * procfs::page_size()
}

/// Whether a process and its descendants are at their end: the system has taken their
/// memory from them already, before it closes their files (Linux, do_exit in kernel/exit.c).
pub fn is_leaving(pid: u32) -> bool {
    of(pid).iter().all(|process| process.statm().is_ok_and(|memory| memory.size == 0))
}

/// Whether a process and its descendants, all their threads, wait for something from
/// outside, and would for ever.
pub fn is_at_rest(pid: u32) -> bool {
    let family = of(pid);
    let mut threads = family.iter().flat_map(|process| process.tasks()).flatten();
    threads.all(|thread| {
        thread.is_ok_and(|thread| match (u32::try_from(thread.pid), u32::try_from(thread.tid)) {
            (Ok(pid), Ok(thread)) => limit::is_at_rest(pid, thread),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::process::Process;
    use crate::process::scope::Scope;
    use crate::transcript::Transcript;
    use std::ffi::OsString;
    use std::time::{Duration, Instant};

    /// Long enough for [`crate::process::Times::is_starved`].
    const A_WHILE: Duration = Duration::from_millis(1500);

    /// Runs what follows as in a sandbox: with process ids of its own, which are others
    /// here. Where that is not allowed, without.
    const IN_A_BOX: &str =
        "exec 2> /dev/null; box='unshare --user --pid --fork'; $box true || box=; $box";

    fn spin(prefix: &str) -> Process {
        let script = format!("{IN_A_BOX} {prefix} sh -c 'while :; do :; done'");
        let command = ["sh".into(), "-c".into(), OsString::from(script)];
        Process::start(&command, &Transcript::start(), &Scope::default()).unwrap()
    }

    #[test]
    fn a_program_that_another_keeps_from_the_processor_is_starved() {
        let greedy = spin("taskset --cpu-list 0");
        let start = Instant::now();
        let mut kept = spin("taskset --cpu-list 0 chrt --idle 0");
        assert_eq!(kept.wait_end(A_WHILE), None, "it never ends");
        let (elapsed, times) = (start.elapsed(), super::times(kept.id()));
        assert!(times.is_starved(elapsed), "{times:?} in {elapsed:?}");
        drop(greedy);
    }

    #[test]
    fn memory_that_is_used_counts_for_the_family_too() {
        const MEMORY: usize = 32 << 20;
        let used = std::hint::black_box(vec![1_u8; MEMORY]);
        assert!(super::resident_bytes(std::process::id()) >= MEMORY as u64);
        let script = "sleep 1000 & exec sleep 1000";
        let command = ["sh", "-c", script].map(Into::into);
        let family = Process::start(&command, &Transcript::start(), &Scope::default()).unwrap();
        let deadline = Instant::now() + crate::patience::STEP;
        while super::ids(family.id()).len() < 2 {
            assert!(Instant::now() < deadline, "it has no child");
        }
        assert!(super::resident_bytes(family.id()) > 0);
        drop(used);
    }

    #[test]
    fn a_program_that_runs_is_not_leaving_and_one_that_has_ended_is() {
        let mut runs = spin("");
        assert!(!runs.is_leaving());
        runs.end();
        assert!(runs.is_leaving());
    }

    /// As a compiler does, whose first thread only waits for the others.
    #[test]
    fn the_time_of_all_threads_counts() {
        const SPIN: Duration = Duration::from_millis(200);
        let (ran, rest) = std::sync::mpsc::channel();
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            let own = || std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
            let nanoseconds = || own().split_whitespace().next().unwrap().parse().unwrap();
            while Duration::from_nanos(nanoseconds()) < SPIN {}
            ran.send(()).unwrap();
            let _ = stopped.recv();
        });
        rest.recv().unwrap();
        let times = super::times(std::process::id());
        drop(stop);
        thread.join().unwrap();
        assert!(times.ran >= SPIN, "{times:?}");
    }
}
