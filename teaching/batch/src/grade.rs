//! Grading many submissions, several at a time. Each goes the same way: taken
//! in, compiled, judged, written. What goes wrong with one stays with it.

use crate::compile::Workshop;
use crate::error::Error;
use crate::intake::Candidate;
use crate::reruns;
use crate::results::{Line, Results, Run, SCHEMA, Shard, State, state};
use crate::sandbox::descriptors;
use crate::twins::Twins;
use crate::verdicts::{Judged, inconclusive, judge_repeatedly};
use course::step::Step;
use hmac_sha256::Hash as Sha256;
use report::assemble::{self, hexadecimal};
use report::data::Report;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What all submissions of a run have in common.
pub struct Grading<'a> {
    /// How they are compiled and confined.
    pub workshop: Workshop<'a>,
    /// The layers that hold, for the reports.
    pub layers: Vec<String>,
    /// The judge: a program that calls [`crate::inside::run`] before anything else.
    pub judge: PathBuf,
    /// For the experiments' random data.
    pub seed: u64,
    /// The steps to be graded.
    pub steps: Vec<Step>,
    /// How long judging one submission may take.
    pub timeout: Duration,
    /// How often a submission with failures is judged again.
    pub reruns: u32,
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
    let twins = Twins::default();
    thread::scope(|scope| {
        for _ in 0..grading.jobs.clamp(1, mine.len().max(1)) {
            scope.spawn(|| {
                while lock(&failed).is_none() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(candidate) = mine.get(index) else { return };
                    match one(grading, candidate, results, &twins, tell) {
                        Ok(line) => lock(&lines)[index] = line,
                        Err(error) => {
                            *lock(&failed) = Some(error);
                            twins.release();
                        }
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
        all_submissions: hexadecimal(&Sha256::hash(names.join("\n").as_bytes())),
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
    twins: &Twins,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Line, Error> {
    let only = (grading.steps.len() == 1).then(|| grading.steps[0]);
    let started = ((grading.now)(), Instant::now());
    let (report, origin, ignored) = match candidate.take(only) {
        Err(reason) => {
            let steps = inconclusive(&grading.steps, &reason.to_string());
            let judged = Judged { steps, reruns: 0 };
            (finish(grading, candidate, String::new(), judged, started), Origin::Judged, Vec::new())
        }
        Ok(taken) => {
            let digest = taken.digest();
            let (report, origin) = if let Some(report) = kept(grading, candidate, &digest, results)
            {
                twins.put(&digest, &candidate.file);
                (report, Origin::Kept)
            } else if let Some((report, file)) =
                twins.claim(&digest).and_then(|file| Some((results.report(&file)?, file)))
            {
                (Report { submission: candidate.name.clone(), ..report }, Origin::Same(file))
            } else {
                let judged = judge_repeatedly(grading, candidate, &taken)?;
                (finish(grading, candidate, digest, judged, started), Origin::Judged)
            };
            let mut ignored = taken.ignored;
            if origin != Origin::Kept || !results.has_sources(&candidate.file, &taken.steps) {
                // Not worth a run: the sources only illustrate the report.
                if let Err(error) = results.write_sources(&candidate.file, &taken.steps) {
                    ignored.push(format!("its sources are not beside its report: {error}"));
                }
            }
            (report, origin, ignored)
        }
    };
    let state = state(&report);
    if origin != Origin::Kept {
        results.write_report(&candidate.file, &report)?;
    }
    if state == State::Graded {
        twins.put(&report.source_sha256, &candidate.file);
    } else {
        twins.give_up(&report.source_sha256);
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
            && (report.reruns >= grading.reruns || !reruns::are_due(&report.steps))
    })
}

fn finish(
    grading: &Grading<'_>,
    candidate: &Candidate,
    digest: String,
    judged: Judged,
    (started, start): (String, Instant),
) -> Report {
    Report {
        submission: candidate.name.clone(),
        sandbox: grading.layers.clone(),
        reruns: judged.reruns,
        ..assemble::report(judged.steps, grading.seed, digest, started, start.elapsed())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
