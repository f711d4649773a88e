//! Every check as a named test, such as `greeting-server::serves_a_second_client`,
//! so that an editor's list of tests, `cargo nextest` and a CI that knows only
//! cargo can grade as well. Same experiments, same findings as `cargo xtask check`.

use course::check::Check;
use course::grade::{self, Judgement, Task};
use course::step::Step;
use lab::host::Host;
use lab::process::scope::Scope;
use libtest_mimic::{Arguments, Conclusion, Failed, Trial};
use report::data::{CheckReport, CheckStatus};
use report::{assemble, terminal};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use submission::source::{Entry, Source};
use submission::workspace;

/// The seed of a run, to repeat an earlier one: `HANDSHAKE_SEED=N cargo test …`.
pub const SEED_VARIABLE: &str = "HANDSHAKE_SEED";

/// What all tests of a run share. Nothing is built before the first test runs.
struct Run {
    source: Source,
    seed: u64,
    host: OnceLock<Result<Host, String>>,
    entries: OnceLock<Result<BTreeMap<Step, Entry>, String>>,
}

/// Runs every check on the programs of a source, as tests.
pub fn run(source: Source) -> Conclusion {
    let mut arguments = Arguments::from_args();
    // Experiments mostly wait: more of them at a time than there are cores.
    arguments.test_threads.get_or_insert(8);
    let run =
        Arc::new(Run { source, seed: seed(), host: OnceLock::new(), entries: OnceLock::new() });
    let trials = Step::ALL.into_iter().flat_map(|step| {
        let run = Arc::clone(&run);
        step.checks().iter().map(move |check| {
            let run = Arc::clone(&run);
            Trial::test(format!("{step}::{}", check.id), move || run.check(step, check))
        })
    });
    libtest_mimic::run(&arguments, trials.collect())
}

/// The seed that was asked for, or a fresh one.
fn seed() -> u64 {
    let Ok(text) = std::env::var(SEED_VARIABLE) else {
        return lab::dice::Dice::fresh_seed();
    };
    text.parse().unwrap_or_else(|_| panic!("{SEED_VARIABLE}={text} is no number"))
}

impl Run {
    fn check(&self, step: Step, check: &'static Check) -> Result<(), Failed> {
        let entries = self.entries.get_or_init(|| {
            let entries = self.source.entries(&Step::ALL, &Scope::default(), &|_: &str| {});
            entries.map_err(|error| error.to_string())
        });
        let host = self
            .host
            .get_or_init(|| workspace::scratch().map(Host::new).map_err(|error| error.to_string()));
        let (entries, host) = (entries.as_ref()?, host.as_ref()?);
        let subject = match entries.get(&step) {
            Some(Entry::Ready(subject)) => subject,
            Some(Entry::NotStarted) => return Err("not started: src/main.rs is the stub".into()),
            Some(Entry::Missing) | None => return Err("there is no src/main.rs".into()),
            Some(Entry::BuildFailed(said)) => return Err(said.into()),
        };
        let start = Instant::now();
        let verdict = grade::run(host, self.seed, Task { subject, check });
        let judgement = Judgement { step, check: check.id, verdict, took: start.elapsed() };
        let flags = self.source.flags();
        let id = check.id;
        let rerun = format!("cargo xtask check {step}{flags} --check {id} --seed {}", self.seed);
        tell(step, assemble::check(&judgement, &rerun))
    }
}

fn tell(step: Step, check: CheckReport) -> Result<(), Failed> {
    match check.status {
        CheckStatus::Passed => Ok(()),
        CheckStatus::Skipped => {
            eprintln!("{}", terminal::plain(&terminal::check(&check)).trim_end());
            Ok(())
        }
        CheckStatus::Failed => {
            let report = assemble::step(step, vec![check]);
            Err(terminal::plain(&terminal::findings(&report, terminal::COLUMNS)).into())
        }
        CheckStatus::Inconclusive => Err(terminal::plain(&terminal::check(&check)).into()),
    }
}
