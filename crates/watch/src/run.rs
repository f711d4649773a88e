//! One run: build a step and check it, on a thread of its own, telling what comes
//! of it. It can be cancelled at any moment; what a cancelled run still tells is
//! not listened to.

use crate::event::{Event, News};
use crate::freshness::Freshness;
use course::grade::{self, Task};
use course::step::Step;
use lab::dice::Dice;
use lab::host::Host;
use lab::process::scope::Scope;
use report::assemble::{self, Unchecked};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;
use submission::error::Error;
use submission::scratch::Scratch;
use submission::source::{Entry, Source};

/// Experiments that run at a time. They mostly wait.
const WORKERS: usize = 12;

/// How long the threads of cancelled runs are waited for at the end. Their programs
/// are dead, so they take a moment; whatever holds one must not hold the student.
const LAST_THREADS: Duration = Duration::from_secs(1);

/// How the names of folders for temporary files begin.
pub const SCRATCH: &str = "run-";

/// What all runs share.
pub struct Runs {
    scratch: Scratch,
    host: Arc<Host>,
    sender: Sender<Event>,
    last_number: u64,
    freshness: Freshness,
    /// Each run's thread holds the one, so the other ends with the last of them.
    under_way: Option<Sender<Infallible>>,
    all_over: Receiver<Infallible>,
}

/// A run that was started.
pub struct Run {
    /// Its number: its news carry it.
    pub number: u64,
    scope: Scope,
}

impl Runs {
    /// No run so far. `scratch` is for the laboratory's temporary files.
    #[must_use]
    pub fn new(scratch: Scratch, sender: Sender<Event>) -> Self {
        let (under_way, all_over) = mpsc::channel();
        Self {
            host: Arc::new(Host::new(scratch.folder().to_owned())),
            scratch,
            sender,
            last_number: 0,
            freshness: Freshness::default(),
            under_way: Some(under_way),
            all_over,
        }
    }

    /// Starts a run of a step.
    pub fn start(&mut self, step: Step) -> Run {
        self.last_number += 1;
        self.freshness.before_build(step);
        let (number, scope) = (self.last_number, Scope::default());
        let (host, sender, own) = (self.host(), self.sender.clone(), scope.clone());
        let under_way = self.under_way.clone();
        thread::spawn(move || {
            // An error means that nobody listens any more.
            let tell = |news| drop(sender.send(Event::Run { number, news }));
            // A panic would otherwise be a run without an end.
            let run = panic::catch_unwind(AssertUnwindSafe(|| check(&*host?, step, &own, &tell)));
            match run {
                Ok(Ok(()) | Err(Error::Interrupted)) => {}
                Ok(Err(error)) => tell(News::Fault(error.to_string())),
                Err(_) => tell(News::Fault(
                    "The grader itself has panicked. That is its fault, not your program's. The key r tries again."
                        .to_owned(),
                )),
            }
            drop(under_way);
        });
        Run { number, scope }
    }

    /// The host. What it has found out and prepared lies in the folder for temporary files:
    /// if that is gone (`cargo clean`), both are made anew.
    fn host(&mut self) -> Result<Arc<Host>, Error> {
        if !self.scratch.folder().exists() {
            self.scratch = Scratch::new(SCRATCH)?;
            self.host = Arc::new(Host::new(self.scratch.folder().to_owned()));
        }
        Ok(Arc::clone(&self.host))
    }

    /// Waits until all runs are over. To be called when they were cancelled, at the end of
    /// the tool: no program starts any more.
    pub fn end(&mut self) {
        self.under_way = None;
        // Nothing is ever sent: it ends when the last thread does.
        let _ = self.all_over.recv_timeout(LAST_THREADS);
        // A run that was cancelled may still be ending its programs.
        lab::process::end_everything();
    }
}

impl Run {
    /// Ends it: cargo, and every program. Waits for nothing.
    pub fn cancel(&self) {
        self.scope.end();
    }
}

/// Builds and checks a step.
fn check(
    host: &Host,
    step: Step,
    scope: &Scope,
    tell: &(dyn Fn(News) + Sync),
) -> Result<(), Error> {
    let mut entries = build(host, step, scope, tell)?;
    let why = match entries.remove(&step) {
        Some(Entry::Ready(subject)) => {
            let seed = Dice::fresh_seed();
            let mut checks = Vec::new();
            grade::grade(
                &host.within(scope.clone()),
                seed,
                &Task::all(&subject),
                WORKERS,
                |judgement| {
                    let rerun = format!(
                        "cargo xtask check {step} --check {} --seed {seed}",
                        judgement.check
                    );
                    let check = assemble::check(&judgement, &rerun);
                    checks.push(check.clone());
                    tell(News::Check(Box::new(check)));
                },
            );
            if !scope.is_ended() {
                tell(News::Done(Box::new(assemble::step(step, checks))));
            }
            return Ok(());
        }
        Some(Entry::NotStarted) => Unchecked::NotStarted,
        Some(Entry::Missing) | None => Unchecked::Missing,
        Some(Entry::BuildFailed(said)) => Unchecked::BuildFailed(said),
    };
    tell(News::Done(Box::new(assemble::unchecked(step, why))));
    Ok(())
}

/// Builds a step, and its partners and references. The host is explored while
/// cargo works, once for all runs.
fn build(
    host: &Host,
    step: Step,
    scope: &Scope,
    tell: &(dyn Fn(News) + Sync),
) -> Result<BTreeMap<Step, Entry>, Error> {
    thread::scope(|threads| {
        threads.spawn(|| host.explore());
        Source::Exercises.entries(&[step], scope, &|line| tell(News::Building(line.to_owned())))
    })
}
