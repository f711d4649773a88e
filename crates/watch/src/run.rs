//! One run: build a step and check it, on a thread of its own, telling what comes
//! of it. It can be cancelled at any moment; what a cancelled run still tells is
//! not listened to.

use crate::event::{Event, News};
use course::grade::{self, Task};
use course::step::Step;
use lab::dice::Dice;
use lab::host::Host;
use lab::process::scope::Scope;
use report::assemble::{self, Unchecked};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use submission::error::Error;
use submission::source::{Entry, Source};

/// Experiments that run at a time. They mostly wait.
const WORKERS: usize = 12;

/// What all runs share.
pub struct Runs {
    host: Arc<Host>,
    sender: Sender<Event>,
    last_number: u64,
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
    pub fn new(scratch: PathBuf, sender: Sender<Event>) -> Self {
        Self { host: Arc::new(Host::new(scratch)), sender, last_number: 0 }
    }

    /// Starts a run of a step.
    pub fn start(&mut self, step: Step) -> Run {
        self.last_number += 1;
        let (number, scope) = (self.last_number, Scope::default());
        let (host, sender, own) = (Arc::clone(&self.host), self.sender.clone(), scope.clone());
        thread::spawn(move || {
            // An error means that nobody listens any more.
            let tell = |news| drop(sender.send(Event::Run { number, news }));
            match check(&host, step, &own, &tell) {
                Ok(()) | Err(Error::Interrupted) => {}
                Err(error) => tell(News::Fault(error.to_string())),
            }
        });
        Run { number, scope }
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
