//! Grading many submissions, several at a time. Each goes the same way: taken
//! in, compiled, judged, written. What goes wrong with one stays with it.

use crate::compile::{Compiled, Workshop, compile};
use crate::error::Error;
use crate::intake::{Candidate, Taken};
use crate::judge::Order;
use crate::results::{Line, Results, Run, SCHEMA, Shard, State, state};
use crate::sandbox::Sandbox;
use crate::sandbox::cell::Cell;
use crate::sandbox::descriptors;
use course::step::Step;
use lab::confinement::Wrapping;
use lab::exit::Exit;
use lab::process::{Process, Stream};
use lab::transcript::Transcript;
use report::assemble::{self, Unchecked, hexadecimal};
use report::data::{CheckReport, CheckStatus, Report, StepReport, StepStatus};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a submission is tried when the grader fails.
const ATTEMPTS: usize = 2;

/// What all submissions of a run have in common.
pub struct Grading<'a> {
    /// How they are compiled and confined.
    pub workshop: Workshop<'a>,
    /// The layers that hold, for the reports.
    pub layers: Vec<String>,
    /// The program, and its first arguments, that calls [`crate::judge::run`] with
    /// one more argument.
    pub judge: Vec<OsString>,
    /// For the experiments' random data.
    pub seed: u64,
    /// The steps to be graded.
    pub steps: Vec<Step>,
    /// How long judging one submission may take.
    pub timeout: Duration,
    /// How many submissions are in work at a time.
    pub jobs: usize,
    /// A folder for temporary files.
    pub scratch: PathBuf,
    /// Whether reports of earlier runs are left unread.
    pub fresh: bool,
    /// Gives the time of day, as RFC 3339 has it.
    pub now: fn() -> String,
}

/// What happens while a run goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A submission is done.
    Done {
        /// Its name.
        name: String,
        /// What became of it.
        state: State,
        /// Points earned, points to be earned.
        score: (u32, u32),
        /// Where its verdicts come from.
        origin: Origin,
    },
}

/// Where the verdicts on a submission come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It was judged.
    Judged,
    /// An earlier run into the same folder judged it.
    Kept,
    /// Another submission has the same source.
    Same(String),
}

/// Sources that are being judged, or have been: digest -> the file of the first
/// submission that has it, once that is done.
#[derive(Default)]
struct Known {
    done: Mutex<HashMap<String, Option<String>>>,
    changed: Condvar,
}

/// Grades the candidates, and writes all results. Gives what became of each.
///
/// # Errors
/// If results cannot be written any more, or the run is interrupted.
pub fn grade(
    grading: &Grading<'_>,
    candidates: &[Candidate],
    shard: Option<Shard>,
    results: &Results,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Run, Error> {
    descriptors::keep_to_ourselves();
    let mine: Vec<&Candidate> = candidates
        .iter()
        .enumerate()
        .filter(|(at, _)| shard.is_none_or(|shard| at % shard.count == shard.index - 1))
        .map(|(_, candidate)| candidate)
        .collect();
    grading.workshop.try_out(&grading.scratch.join("trial"))?;
    let mut run = new_run(grading, candidates, shard);
    run.submissions = mine.iter().map(|candidate| line(candidate, State::Waiting)).collect();
    results.write_run(&run)?;
    let lines = Mutex::new(run.submissions.clone());
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<Error>> = Mutex::new(None);
    let known = Known::default();
    thread::scope(|scope| {
        for _ in 0..grading.jobs.clamp(1, mine.len().max(1)) {
            scope.spawn(|| {
                while lock(&failed).is_none() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(candidate) = mine.get(index) else { return };
                    match one(grading, candidate, results, &known, tell) {
                        Ok(line) => lock(&lines)[index] = line,
                        Err(error) => *lock(&failed) = Some(error),
                    }
                }
            });
        }
    });
    if let Some(error) = lock(&failed).take() {
        return Err(error);
    }
    run.submissions = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    run.finished = true;
    results.write_run(&run)?;
    Ok(run)
}

fn new_run(grading: &Grading<'_>, candidates: &[Candidate], shard: Option<Shard>) -> Run {
    let names: Vec<&str> = candidates.iter().map(|candidate| candidate.file.as_str()).collect();
    Run {
        schema: SCHEMA.to_owned(),
        course_version: assemble::course_version(),
        seed: grading.seed,
        rustc: grading.workshop.kit.rustc.clone(),
        machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        sandbox: grading.layers.clone(),
        shard,
        all_submissions: hexadecimal(&Sha256::digest(names.join("\n"))),
        submissions: Vec::new(),
        finished: false,
    }
}

fn line(candidate: &Candidate, state: State) -> Line {
    Line {
        name: candidate.name.clone(),
        report: candidate.file.clone(),
        state,
        same_as: None,
        ignored: Vec::new(),
    }
}

/// Brings one submission to its report.
fn one(
    grading: &Grading<'_>,
    candidate: &Candidate,
    results: &Results,
    known: &Known,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Line, Error> {
    let only = (grading.steps.len() == 1).then(|| grading.steps[0]);
    let started = ((grading.now)(), Instant::now());
    let (report, origin, ignored) = match candidate.take(only) {
        Err(reason) => {
            let steps = inconclusive(&grading.steps, &reason.to_string());
            (finish(grading, candidate, String::new(), steps, started), Origin::Judged, Vec::new())
        }
        Ok(taken) => {
            let digest = taken.digest();
            let (report, origin) = if let Some(report) = kept(grading, candidate, &digest, results)
            {
                known.put(&digest, &candidate.file);
                (report, Origin::Kept)
            } else if let Some((report, file)) =
                known.claim(&digest).and_then(|file| Some((results.report(&file)?, file)))
            {
                (Report { submission: candidate.name.clone(), ..report }, Origin::Same(file))
            } else {
                let steps = judge_repeatedly(grading, candidate, &taken)?;
                (finish(grading, candidate, digest, steps, started), Origin::Judged)
            };
            (report, origin, taken.ignored)
        }
    };
    let state = state(&report);
    if origin != Origin::Kept {
        results.write_report(&candidate.file, &report)?;
    }
    if state == State::Graded {
        known.put(&report.source_sha256, &candidate.file);
    } else {
        known.give_up(&report.source_sha256);
    }
    let same_as = match &origin {
        Origin::Same(file) => Some(file.clone()),
        Origin::Judged | Origin::Kept => None,
    };
    let score = (report.score, report.max_score);
    tell(Event::Done { name: candidate.name.clone(), state, score, origin });
    Ok(Line { same_as, ignored, ..line(candidate, state) })
}

/// A report of an earlier run that still holds.
fn kept(
    grading: &Grading<'_>,
    candidate: &Candidate,
    digest: &str,
    results: &Results,
) -> Option<Report> {
    if grading.fresh {
        return None;
    }
    let steps: Vec<&str> = grading.steps.iter().map(|step| step.name()).collect();
    results.report(&candidate.file).filter(|report| {
        report.submission == candidate.name
            && report.source_sha256 == digest
            && report.course_version == assemble::course_version()
            && report.seed == grading.seed
            && report.sandbox == grading.layers
            && report.steps.iter().map(|step| step.step.as_str()).eq(steps)
            && state(report) == State::Graded
    })
}

/// Judges, and again if the grader fails. What fails in the end is inconclusive.
fn judge_repeatedly(
    grading: &Grading<'_>,
    candidate: &Candidate,
    taken: &Taken,
) -> Result<Vec<StepReport>, Error> {
    let mut reason = String::new();
    for _ in 0..ATTEMPTS {
        let folder = grading.scratch.join(&candidate.file);
        let judged = compile_and_judge(grading, taken, &folder);
        let _ = std::fs::remove_dir_all(&folder);
        match judged {
            Ok(steps) => return Ok(steps),
            Err(Error::Fault(lab::fault::Fault::Interrupted)) => {
                return Err(lab::fault::Fault::Interrupted.into());
            }
            Err(error) => reason = error.to_string(),
        }
    }
    Ok(inconclusive(&grading.steps, &reason))
}

fn compile_and_judge(
    grading: &Grading<'_>,
    taken: &Taken,
    folder: &Path,
) -> Result<Vec<StepReport>, Error> {
    let mut programs: BTreeMap<Step, PathBuf> = BTreeMap::new();
    let mut unchecked: BTreeMap<Step, Unchecked> = BTreeMap::new();
    let mut needed: HashSet<Step> = grading.steps.iter().copied().collect();
    needed.extend(grading.steps.iter().flat_map(|step| step.partners()));
    for step in Step::ALL.into_iter().filter(|step| needed.contains(step)) {
        let main =
            taken.steps.get(&step).and_then(|sources| Some((sources, sources.get("src/main.rs")?)));
        let why = match main {
            None => Unchecked::Missing,
            Some((_, main)) if step.is_untouched(&String::from_utf8_lossy(main)) => {
                Unchecked::NotStarted
            }
            Some((sources, _)) => match compile(grading.workshop, step, sources, folder)? {
                Compiled::Program(program) => {
                    programs.insert(step, program);
                    continue;
                }
                Compiled::Failed(said) => Unchecked::BuildFailed(said),
            },
        };
        unchecked.insert(step, why);
    }
    let asked = |step: &Step| grading.steps.contains(step);
    let mut judged: BTreeMap<String, StepReport> = BTreeMap::new();
    if programs.keys().any(asked) {
        for step in judge(grading, &programs, &unchecked, folder)? {
            judged.insert(step.step.clone(), step);
        }
    }
    grading
        .steps
        .iter()
        .map(|&step| match (unchecked.remove(&step), judged.remove(step.name())) {
            (Some(why), _) => Ok(assemble::unchecked(step, why)),
            (None, Some(report)) => Ok(report),
            (None, None) => Err(Error::Judge(format!("gave no verdict on `{step}`"))),
        })
        .collect()
}

/// Starts the judge in a cell of the submission's own, and reads its verdicts.
fn judge(
    grading: &Grading<'_>,
    programs: &BTreeMap<Step, PathBuf>,
    unchecked: &BTreeMap<Step, Unchecked>,
    folder: &Path,
) -> Result<Vec<StepReport>, Error> {
    let mut cell = Cell::new(grading.workshop.sandbox, grading.workshop.etc);
    let mut command = grading.judge.clone();
    command[0] = cell.read_only(Path::new(&grading.judge[0]), "/judge").into();
    let mut show = |kind: &str, programs: &BTreeMap<Step, PathBuf>| {
        let show = |(step, program): (&Step, &PathBuf)| {
            let shown = cell.read_only(program, &format!("/{kind}/{step}"));
            (step.name().to_owned(), shown)
        };
        programs.iter().map(show).collect::<BTreeMap<String, PathBuf>>()
    };
    let order = Order {
        seed: grading.seed,
        sandbox: grading.workshop.sandbox,
        programs: show("programs", programs),
        references: show("references", &grading.workshop.kit.references),
        absent: unchecked
            .iter()
            .map(|(step, why)| (step.name().to_owned(), absence(*step, why)))
            .collect(),
        scratch: match grading.workshop.sandbox {
            Sandbox::Bubblewrap(_) => "/tmp".into(),
            Sandbox::None => folder.to_owned(),
        },
    };
    let order = serde_json::to_string(&order).map_err(|error| Error::Judge(error.to_string()))?;
    command.push(order.into());
    let command = cell.command(&command);
    let mut judge = Process::start(&command, Wrapping::Bare, &Transcript::start())?;
    let exit = judge.wait_end(grading.timeout);
    judge.end();
    match exit {
        Some(Exit::Status(0)) => serde_json::from_slice(&judge.printed(Stream::Stdout))
            .map_err(|error| Error::Judge(format!("gave verdicts that cannot be read: {error}"))),
        Some(exit) => {
            let said = judge.printed(Stream::Stderr);
            Err(Error::Judge(format!(
                "ended with {exit}: {}",
                String::from_utf8_lossy(&said).trim()
            )))
        }
        None => Err(Error::Judge(format!(
            "did not finish within {} seconds",
            grading.timeout.as_secs()
        ))),
    }
}

fn absence(step: Step, why: &Unchecked) -> String {
    match why {
        Unchecked::NotStarted | Unchecked::Missing => format!("your `{step}` is not started yet"),
        Unchecked::BuildFailed(_) => format!("your `{step}` does not compile yet"),
    }
}

/// Steps that could not be judged: no points, and none to be earned.
fn inconclusive(steps: &[Step], reason: &str) -> Vec<StepReport> {
    let check = |check: &course::check::Check| CheckReport {
        id: check.id.to_owned(),
        title: check.title.to_owned(),
        status: CheckStatus::Inconclusive,
        score: 0,
        max_score: 0,
        duration_ms: 0,
        reason: Some(reason.to_owned()),
        blocked_by: None,
        finding: None,
    };
    let step = |step: &Step| StepReport {
        step: step.name().to_owned(),
        status: StepStatus::Inconclusive,
        score: 0,
        max_score: 0,
        build_output: None,
        checks: step.checks().iter().map(check).collect(),
    };
    steps.iter().map(step).collect()
}

fn finish(
    grading: &Grading<'_>,
    candidate: &Candidate,
    digest: String,
    steps: Vec<StepReport>,
    (started, start): (String, Instant),
) -> Report {
    Report {
        submission: candidate.name.clone(),
        sandbox: grading.layers.clone(),
        ..assemble::report(steps, grading.seed, digest, started, start.elapsed())
    }
}

impl Known {
    /// The first submission with this source, once it is done. `None` for the
    /// first itself.
    fn claim(&self, digest: &str) -> Option<String> {
        let mut done = lock(&self.done);
        loop {
            match done.get(digest) {
                None => {
                    done.insert(digest.to_owned(), None);
                    return None;
                }
                Some(Some(file)) => return Some(file.clone()),
                Some(None) => {
                    done = self.changed.wait(done).unwrap_or_else(PoisonError::into_inner)
                }
            }
        }
    }

    fn put(&self, digest: &str, file: &str) {
        lock(&self.done)
            .entry(digest.to_owned())
            .and_modify(|known| {
                known.get_or_insert_with(|| file.to_owned());
            })
            .or_insert_with(|| Some(file.to_owned()));
        self.changed.notify_all();
    }

    /// It could not be judged: the next with this source is tried itself.
    fn give_up(&self, digest: &str) {
        let mut done = lock(&self.done);
        if done.get(digest) == Some(&None) {
            done.remove(digest);
        }
        drop(done);
        self.changed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
