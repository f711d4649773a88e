//! The judge: a process of its own in the submission's cell, so that it shares the
//! submission's network and nobody else's. It is told what to do in its argument,
//! and writes the verdicts to its standard output, which no program under test
//! holds. Knows nothing of other submissions.

use crate::error::Error;
#[cfg(target_os = "linux")]
use crate::inside;
#[cfg(target_os = "linux")]
use crate::sandbox::pool::Pool;
use crate::sandbox::{Sandbox, descriptors};
use course::grade::{self, Task};
use course::step::Step;
use course::subject::Subject;
use lab::host::Host;
use report::assemble;
use report::data::{CheckReport, StepReport};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
#[cfg(target_os = "linux")]
use std::sync::Arc;

/// Experiments that run at a time. They mostly wait.
const WORKERS: usize = 12;

/// What the judge is to do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// For the experiments' random data.
    pub seed: u64,
    /// How programs are confined.
    pub sandbox: Sandbox,
    /// Step -> the student's program.
    pub programs: BTreeMap<String, PathBuf>,
    /// Step -> why there is no such program of theirs.
    pub absent: BTreeMap<String, String>,
    /// Step -> the reference's program.
    pub references: BTreeMap<String, PathBuf>,
    /// The folders that they are in. A program is shown the one that it is in.
    pub parties: Vec<PathBuf>,
    /// A folder for temporary files.
    pub scratch: PathBuf,
}

/// Judges, and gives the verdicts as JSON.
///
/// # Errors
/// If the order cannot be read, or programs cannot be started here at all.
pub fn run(order: &str) -> Result<String, Error> {
    let order: Order = serde_json::from_str(order)
        .map_err(|error| Error::Judge(format!("got no order: {error}")))?;
    descriptors::keep_to_ourselves();
    let host = host(&order)?;
    if !host.has_loopback() {
        return Err(Error::Judge("has no loopback network".to_owned()));
    }
    if !host.can_start() {
        return Err(Error::Judge("cannot start programs in the sandbox".to_owned()));
    }
    #[cfg(target_os = "linux")]
    if order.sandbox != Sandbox::None {
        lab::process::memory::limit(crate::sandbox::program::limits::MEMORY);
    }
    host.explore();
    let steps = judge(&host, &order);
    serde_json::to_string(&steps).map_err(|error| Error::Judge(error.to_string()))
}

fn host(order: &Order) -> Result<Host, Error> {
    match order.sandbox {
        Sandbox::None => Ok(Host::new(order.scratch.clone())),
        #[cfg(target_os = "linux")]
        Sandbox::Bubblewrap(_) => {
            let (parties, scratch) = (order.parties.clone(), order.scratch.clone());
            let pool = Pool::new(parties, inside::starter(), scratch);
            Ok(Host::confined(order.scratch.clone(), Arc::new(pool)))
        }
        #[cfg(not(target_os = "linux"))]
        Sandbox::Bubblewrap(_) => Err(Error::NoSandbox("it needs Linux".to_owned())),
    }
}

fn judge(host: &Host, order: &Order) -> Vec<StepReport> {
    let references: BTreeMap<Step, Vec<OsString>> = Step::ALL
        .into_iter()
        .filter_map(|step| Some((step, vec![order.references.get(step.name())?.into()])))
        .collect();
    let own = |step: Step| match order.programs.get(step.name()) {
        Some(program) => Ok(vec![program.into()]),
        None => Err(order
            .absent
            .get(step.name())
            .cloned()
            .unwrap_or_else(|| format!("only some steps are graded, without `{step}`"))),
    };
    let subjects: Vec<Subject> = Step::ALL
        .into_iter()
        .filter_map(|step| {
            Some(Subject {
                step,
                command: vec![order.programs.get(step.name())?.into()],
                references: references.clone(),
                own: step.partners().iter().map(|&partner| (partner, own(partner))).collect(),
            })
        })
        .collect();
    let tasks: Vec<Task<'_>> = subjects.iter().flat_map(Task::all).collect();
    let mut checks: BTreeMap<Step, Vec<CheckReport>> = BTreeMap::new();
    grade::grade(host, order.seed, &tasks, WORKERS, |judgement| {
        let (step, check, seed) = (judgement.step, judgement.check, order.seed);
        let rerun = format!("cargo xtask check {step} --check {check} --seed {seed}");
        checks.entry(step).or_default().push(assemble::check(&judgement, &rerun));
    });
    checks.into_iter().map(|(step, checks)| assemble::step(step, checks)).collect()
}
