//! Runs the checks of one or more submissions, several at a time, and tells
//! the verdicts in order. Experiments mostly wait, so there are more workers
//! than cores.

use crate::bench::Bench;
use crate::check::Check;
use crate::finding::Finding;
use crate::step::Step;
use crate::stop::Stop;
use crate::subject::Subject;
use crate::verdict::Verdict;
use lab::fault::Fault;
use lab::host::Host;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How often an experiment is tried when the laboratory fails.
const ATTEMPTS: usize = 4;

/// How often a failure that may be chance is repeated before it is believed.
const CONFIRMATIONS: usize = 2;

/// A check to be run on a submission.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The submission.
    pub subject: &'a Subject,
    /// The check.
    pub check: &'static Check,
}

impl<'a> Task<'a> {
    /// All checks of a submission's step.
    #[must_use]
    pub fn all(subject: &'a Subject) -> Vec<Self> {
        subject.step.checks().iter().map(|check| Self { subject, check }).collect()
    }
}

/// A verdict as it comes.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The step.
    pub step: Step,
    /// The check.
    pub check: &'static str,
    /// What it came to.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Clear,
    /// Failed, or blocked by this one.
    Stuck(&'static str),
}

/// Runs the tasks and calls `tell` with each verdict, in the order of the tasks.
/// When the host's scope is ended, it returns soon; what it tells from then on
/// is worth nothing.
pub fn grade(
    host: &Host,
    seed: u64,
    tasks: &[Task<'_>],
    workers: usize,
    mut tell: impl FnMut(Judgement),
) {
    let states = Mutex::new(vec![State::Waiting; tasks.len()]);
    let changed = Condvar::new();
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers.clamp(1, tasks.len().max(1)) {
            let (states, changed, sender) = (&states, &changed, sender.clone());
            scope.spawn(move || {
                while let Some((index, blocked_by)) = take(tasks, states, changed) {
                    if host.scope().is_ended() {
                        lock(states).fill(State::Clear);
                        changed.notify_all();
                        return;
                    }
                    let start = Instant::now();
                    let task = tasks[index];
                    let verdict = match blocked_by {
                        Some(by) => Verdict::Blocked { by },
                        None => run(host, seed, task),
                    };
                    let state = match &verdict {
                        Verdict::Failed(_) => State::Stuck(task.check.id),
                        Verdict::Blocked { by } => State::Stuck(by),
                        Verdict::Passed | Verdict::Skipped(_) | Verdict::Inconclusive { .. } => {
                            State::Clear
                        }
                    };
                    lock(states)[index] = state;
                    changed.notify_all();
                    let judgement = Judgement {
                        step: task.subject.step,
                        check: task.check.id,
                        verdict,
                        took: start.elapsed(),
                    };
                    if sender.send((index, judgement)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early: Vec<Option<Judgement>> = vec![None; tasks.len()];
        let mut next = 0;
        for (index, judgement) in receiver {
            early[index] = Some(judgement);
            while let Some(judgement) = early.get_mut(next).and_then(Option::take) {
                tell(judgement);
                next += 1;
            }
        }
    });
}

/// The next task that can be run, and what blocks it. Waits until there is one;
/// `None` when all are taken.
fn take(
    tasks: &[Task<'_>],
    states: &Mutex<Vec<State>>,
    changed: &Condvar,
) -> Option<(usize, Option<&'static str>)> {
    let mut states = lock(states);
    loop {
        if !states.contains(&State::Waiting) {
            return None;
        }
        for index in 0..tasks.len() {
            if states[index] != State::Waiting {
                continue;
            }
            let needed: Vec<State> = needed(tasks, index).map(|needed| states[needed]).collect();
            // All of them: so that it does not depend on time which one is named.
            if needed.iter().any(|state| matches!(state, State::Waiting | State::Running)) {
                continue;
            }
            let blocked_by = needed.iter().find_map(|state| match state {
                State::Stuck(by) => Some(*by),
                State::Waiting | State::Running | State::Clear => None,
            });
            states[index] = State::Running;
            return Some((index, blocked_by));
        }
        states = changed.wait(states).unwrap_or_else(PoisonError::into_inner);
    }
}

/// The tasks that a task needs, as far as they are to be run, too.
fn needed<'a>(tasks: &'a [Task<'_>], index: usize) -> impl Iterator<Item = usize> + 'a {
    let task = tasks[index];
    task.check.needs.iter().filter_map(move |needs| {
        tasks
            .iter()
            .position(|other| other.subject.step == task.subject.step && other.check.id == *needs)
    })
}

fn lock(states: &Mutex<Vec<State>>) -> MutexGuard<'_, Vec<State>> {
    states.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs one check.
#[must_use]
pub fn run(host: &Host, seed: u64, task: Task<'_>) -> Verdict {
    let label = format!("{}::{}", task.subject.step, task.check.id);
    let mut fault = String::new();
    for attempt in 0..ATTEMPTS {
        let mut bench = Bench::new(host, seed, &label, task.subject);
        let outcome = (task.check.run)(&mut bench);
        match bench.lab.all_ran().map_err(Stop::Fault).and(outcome) {
            Ok(()) => return Verdict::Passed,
            Err(Stop::Surprised(evidence))
                if evidence.may_be_chance() && attempt < CONFIRMATIONS => {}
            Err(Stop::Surprised(evidence)) => {
                return Verdict::Failed(Box::new(Finding::new(
                    &evidence,
                    bench.lab.transcript.events(),
                )));
            }
            Err(Stop::Skipped(skip)) => return Verdict::Skipped(skip),
            Err(Stop::Fault(this)) => {
                fault = this.to_string();
                if matches!(this, Fault::Interrupted) {
                    break;
                }
            }
        }
    }
    Verdict::Inconclusive { fault }
}
