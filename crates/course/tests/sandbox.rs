//! A program that the sandbox did not start, or did not run to its end, has done nothing:
//! not wrong, and not right.

use course::grade::{self, Task};
use course::step::Step;
use course::subject::Subject;
use course::verdict::Verdict;
use lab::confinement::{Confined, Confinement, Order};
use lab::exit::Exit;
use lab::host::Host;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// A sandbox in which no program runs.
#[derive(Debug, Clone, Copy)]
enum Sandbox {
    /// None is started.
    Refuses,
    /// Each is said to have ended with status 1.
    Runs,
    /// Each is lost: nobody can tell how it has ended.
    Loses,
}

impl Confinement for Sandbox {
    fn start(&self, _: Order<'_>) -> io::Result<Arc<dyn Confined>> {
        match self {
            Self::Refuses => Err(io::Error::other("bwrap: no")),
            Self::Runs | Self::Loses => Ok(Arc::new(*self)),
        }
    }
}

impl Confined for Sandbox {
    /// Nobody's: the highest process id that Linux gives is 2^22 (proc(5)).
    fn id(&self) -> u32 {
        1 << 23
    }

    fn family(&self) -> u32 {
        self.id()
    }

    fn wait(&self) -> Exit {
        Exit::Status(1)
    }

    fn kill(&self) {}

    fn has_failed(&self) -> bool {
        matches!(self, Self::Loses)
    }

    fn leave(&self) {}
}

/// The first check of `client`.
fn verdict(sandbox: Sandbox) -> Verdict {
    let scratch = tempfile::tempdir().unwrap();
    let subject = Subject {
        step: Step::Client,
        command: vec!["/no/client".into()],
        references: BTreeMap::new(),
        own: BTreeMap::new(),
    };
    let host = Host::confined(scratch.path().to_owned(), Arc::new(sandbox));
    let check = &Step::Client.checks()[0];
    grade::run(&host, 7, Task { subject: &subject, check })
}

#[track_caller]
fn check_fault(sandbox: Sandbox, expected: &str) {
    let verdict = verdict(sandbox);
    let Verdict::Inconclusive { fault } = &verdict else { panic!("{verdict:?}") };
    assert!(fault.contains(expected), "{fault}");
}

#[test]
fn a_sandbox_that_starts_nothing_is_the_graders_fault() {
    check_fault(Sandbox::Refuses, "cannot start `/no/client`: bwrap: no");
}

#[test]
fn a_sandbox_that_loses_a_program_is_the_graders_fault() {
    check_fault(Sandbox::Loses, "the sandbox failed while the program ran");
}

#[test]
fn a_program_that_ran_and_ended_at_once_is_judged() {
    assert!(matches!(verdict(Sandbox::Runs), Verdict::Failed(_)));
}
