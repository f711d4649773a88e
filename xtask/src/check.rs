//! `cargo xtask check`: build, run every check, tell the verdicts as they come.

use crate::cli::{CheckOptions, did_you_mean};
use crate::exit_code::Exit;
use crate::output_file::OutputFile;
use crate::{notebook, onward};

use course::check::Check;
use course::grade::{self, Judgement, Task};
use course::step::Step;
use lab::dice::Dice;
use lab::host::Host;
use report::assemble::{self, Unchecked};
use report::data::{CheckReport, Report, StepReport, StepStatus};
use report::terminal;
use report::time::rfc3339;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Instant, SystemTime};
use submission::error::Error;
use submission::scratch::Scratch;
use submission::source::{Entry, Source};

/// Experiments that run at a time. They mostly wait.
const WORKERS: usize = 12;

pub fn run(options: &CheckOptions) -> anyhow::Result<Exit> {
    options.color.choose();
    let steps = steps(options);
    let only = options.check.as_deref().map(|id| find_check(&steps, id)).transpose()?;
    let steps = only.map_or(steps, |(step, _)| vec![step]);
    let seed = options.seed.unwrap_or_else(Dice::fresh_seed);
    let source = source(options, &steps)?;
    let json =
        options.json.as_deref().map(|path| OutputFile::reserve("--json", path)).transpose()?;
    let start = Instant::now();
    let started = rfc3339(SystemTime::now());

    // Before the sources are built: what changes from here on was not checked.
    let graded = match source {
        Source::Exercises if only.is_none() => notebook::digests(&steps)?,
        Source::Exercises | Source::Elsewhere(_) | Source::Solutions | Source::Program { .. } => {
            BTreeMap::new()
        }
    };
    let scratch = Scratch::new("run-")?;
    let host = Host::new(scratch.folder().to_owned());
    need_loopback(&host)?;
    source.try_out(&host)?;
    let flags = source.flags();
    let rerun = |step: Step, check: &str| {
        format!("cargo xtask check {step}{flags} --check {check} --seed {seed}")
    };
    let step_reports = thread::scope(|scope| {
        // While cargo works, and beyond: who needs to know something waits for it.
        scope.spawn(|| host.explore());
        let entries = source.entries(&steps, host.scope(), &console::note)?;
        anyhow::Ok(judge(&host, seed, &entries, only.map(|(_, check)| check), &rerun))
    })?;

    console::interrupt::hold();
    let report =
        assemble::report(step_reports, seed, source.digest(&steps)?, started, start.elapsed());
    let again = |step: &str| format!("cargo xtask check {step}{flags}");
    let folder = |step: &str| source.folder(step);
    console::tell(&terminal::summary(&report, &again, &folder));
    if !graded.is_empty() {
        notebook::note(&report, &graded);
        console::tell(&onward::after_check(&report));
    } else if matches!(source, Source::Solutions) {
        console::tell(onward::AFTER_SOLUTIONS);
    }
    if let Some(json) = json {
        json.write(&[serde_json::to_vec_pretty(&report)?, b"\n".to_vec()].concat())?;
    }
    Ok(exit(&report, &source))
}

/// Without it nothing can be checked.
pub fn need_loopback(host: &Host) -> anyhow::Result<()> {
    anyhow::ensure!(
        host.has_loopback(),
        "this machine has no loopback network (127.0.0.1), so no program can be checked here"
    );
    Ok(())
}

/// Where the programs come from, by the options.
fn source(options: &CheckOptions, steps: &[Step]) -> Result<Source, Error> {
    match (&options.program, &options.exercises) {
        (Some(_), _) if steps.len() != 1 => Err(Error::Usage(
            "--program checks one step: name it, as in `cargo xtask check client --program …`"
                .to_owned(),
        )),
        (Some(text), _) => Source::program(text),
        (None, Some(folder)) => Source::elsewhere(folder),
        (None, None) if options.solutions => Ok(Source::Solutions),
        (None, None) => Ok(Source::Exercises),
    }
}

/// Runs the checks of all steps that have a program, and tells everything in order.
fn judge(
    host: &Host,
    seed: u64,
    entries: &BTreeMap<Step, Entry>,
    only: Option<&'static Check>,
    rerun: &dyn Fn(Step, &str) -> String,
) -> Vec<StepReport> {
    let tasks: Vec<Task<'_>> = entries
        .values()
        .filter_map(|entry| match entry {
            Entry::Ready(subject) => Some(&**subject),
            Entry::NotStarted | Entry::Missing | Entry::BuildFailed(_) => None,
        })
        .flat_map(Task::all)
        .filter(|task| only.is_none_or(|only| only.id == task.check.id))
        .collect();
    let mut teller =
        Teller { entries: entries.iter().collect(), done: Vec::new(), checks: Vec::new() };
    teller.tell_unchecked();
    grade::grade(host, seed, &tasks, WORKERS, |judgement| {
        let last = tasks.iter().rfind(|task| task.subject.step == judgement.step);
        let is_last = last.is_some_and(|last| last.check.id == judgement.check);
        let rerun = rerun(judgement.step, judgement.check);
        teller.tell(&judgement, &rerun, is_last);
    });
    teller.done
}

/// Prints steps and checks in order, and collects their reports.
struct Teller<'a> {
    entries: std::collections::VecDeque<(&'a Step, &'a Entry)>,
    done: Vec<StepReport>,
    checks: Vec<CheckReport>,
}

impl Teller<'_> {
    /// Tells the steps that come next and have no program.
    fn tell_unchecked(&mut self) {
        while let Some((step, entry)) = self.entries.front() {
            let why = match entry {
                Entry::Ready(_) => return,
                Entry::NotStarted => Unchecked::NotStarted,
                Entry::Missing => Unchecked::Missing,
                Entry::BuildFailed(said) => Unchecked::BuildFailed(said.clone()),
            };
            let report = assemble::unchecked(**step, why);
            console::print(
                &(terminal::heading(&report.step) + &terminal::step(&report, columns())),
            );
            self.done.push(report);
            self.entries.pop_front();
        }
    }

    fn tell(&mut self, judgement: &Judgement, rerun: &str, is_last: bool) {
        console::interrupt::hold();
        if self.checks.is_empty() {
            console::print(&terminal::heading(judgement.step.name()));
        }
        let check = assemble::check(judgement, rerun);
        console::tell(&terminal::check(&check));
        self.checks.push(check);
        if is_last {
            let report = assemble::step(judgement.step, std::mem::take(&mut self.checks));
            console::print(&terminal::step(&report, columns()));
            self.done.push(report);
            self.entries.pop_front();
            self.tell_unchecked();
        }
    }
}

/// How long the lines of findings are.
fn columns() -> usize {
    console::columns().unwrap_or(terminal::COLUMNS)
}

fn steps(options: &CheckOptions) -> Vec<Step> {
    if options.step.is_empty() && options.program.is_none() {
        return Step::ALL.to_vec();
    }
    Step::ALL.into_iter().filter(|step| options.step.contains(step)).collect()
}

/// The check of that name, in one of the steps; `step::id` says which.
fn find_check(steps: &[Step], text: &str) -> anyhow::Result<(Step, &'static Check)> {
    let refuse = |why: String| Err(Error::Usage(format!("--check {text}: {why}")).into());
    let (steps, id) = match text.split_once("::") {
        None => (steps.to_vec(), text),
        Some((name, id)) => match Step::from_name(name) {
            Some(step) if steps.contains(&step) => (vec![step], id),
            Some(step) => return refuse(format!("`{step}` is not among the steps to be checked")),
            None => {
                let names = Step::ALL.map(Step::name);
                return refuse(format!("there is no such step{}", did_you_mean(name, &names)));
            }
        },
    };
    let having = |steps: &[Step]| -> Vec<(Step, &'static Check)> {
        steps.iter().filter_map(|&step| Some((step, step.check(id)?))).collect()
    };
    match having(&steps)[..] {
        [found] => Ok(found),
        [(first, _), ..] => {
            refuse(format!("several steps have it; name one, as in `--check {first}::{id}`"))
        }
        [] => match having(&Step::ALL)[..] {
            [(step, _), ..] => refuse(format!("that is a check of `{step}`")),
            [] => {
                let ids: Vec<&str> =
                    steps.iter().flat_map(|step| step.checks()).map(|check| check.id).collect();
                refuse(format!("there is no such check{}", did_you_mean(id, &ids)))
            }
        },
    }
}

fn exit(report: &Report, source: &Source) -> Exit {
    let any =
        |statuses: &[StepStatus]| report.steps.iter().any(|step| statuses.contains(&step.status));
    // A reference that does not compile or is not there is no student's fault.
    let is_ours = matches!(source, Source::Solutions);
    if is_ours && any(&[StepStatus::BuildFailed, StepStatus::Missing]) {
        Exit::GraderAtFault
    } else if any(&[
        StepStatus::Failed,
        StepStatus::BuildFailed,
        StepStatus::NotStarted,
        StepStatus::Missing,
    ]) {
        Exit::NotPassed
    } else if any(&[StepStatus::Inconclusive]) {
        Exit::GraderAtFault
    } else {
        Exit::Passed
    }
}
