//! A process and its descendants on Linux: who they are, and what the machine has
//! kept them waiting for.

use crate::process::Times;
use procfs::process::{ProcState, Process};
use std::time::Duration;

/// The process and its descendants, itself first.
pub fn of(pid: u32) -> Vec<Process> {
    /// A program that forks without end must not keep us here.
    const MOST: usize = 256;
    let mut waiting = vec![pid];
    let mut family = Vec::new();
    while let (Some(pid), true) = (waiting.pop(), family.len() < MOST) {
        let Some(process) = i32::try_from(pid).ok().and_then(|pid| Process::new(pid).ok()) else {
            continue;
        };
        for task in process.tasks().into_iter().flatten().filter_map(Result::ok) {
            waiting.extend(task.children().unwrap_or_default());
        }
        family.push(process);
    }
    family
}

/// How a process and its descendants have spent their time (proc(5), schedstat and
/// state: R runs or waits for a processor, D waits for a disk).
pub fn times(pid: u32) -> Times {
    let mut times = Times::default();
    for process in of(pid) {
        if let Ok(statistics) = process.schedstat() {
            times.ran += Duration::from_nanos(statistics.sum_exec_runtime);
            times.starved += Duration::from_nanos(statistics.run_delay);
        }
        let state = process.stat().ok().and_then(|stat| stat.state().ok());
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

/// The process that is so many generations below `pid`, as far as there is one:
/// the first child of its first child.
pub fn descendant(pid: u32, generations: usize) -> u32 {
    (0..generations).fold(pid, |pid, _| {
        let process = i32::try_from(pid).ok().and_then(|pid| Process::new(pid).ok());
        let tasks = process.and_then(|process| process.tasks().ok()).into_iter().flatten();
        let mut children =
            tasks.filter_map(Result::ok).flat_map(|task| task.children().unwrap_or_default());
        children.next().unwrap_or(pid)
    })
}

/// The memory that a process and its descendants have for themselves: what is
/// resident, without what is shared (proc(5), statm). Some of it is counted for
/// each process that a fork has left it to.
pub fn resident_bytes(pid: u32) -> u64 {
    let pages = of(pid).into_iter().filter_map(|process| process.statm().ok());
    pages.map(|memory| memory.resident.saturating_sub(memory.shared)).sum::<u64>()
        * procfs::page_size()
}
