//! One submission, from its sources to its verdicts: compiled step by step, judged
//! by one judge. Writes nothing that stays.

use crate::compile::{self, Compiled, compile};
use crate::error::Error;
use crate::grade::Grading;
use crate::inside::{self, Role};
use crate::intake::{Candidate, Taken};
use crate::judge::Order;
use crate::reruns;
use crate::sandbox::Sandbox;
use crate::sandbox::cell::Cell;
use course::step::Step;
use lab::exit::Exit;
use lab::process::scope::Scope;
use lab::process::{Process, Stream};
use lab::transcript::Transcript;
use report::assemble::{self, Unchecked};
use report::data::{CheckReport, CheckStatus, StepReport, StepStatus};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// How often a submission is tried when the grader fails.
const ATTEMPTS: usize = 2;

/// The verdicts on a submission.
pub struct Judged {
    /// A report for each step that was asked for.
    pub steps: Vec<StepReport>,
    /// How often it was judged again, because there were failures.
    pub reruns: u32,
}

/// Judges, and again if the grader fails. What fails in the end is inconclusive.
pub fn judge_repeatedly(
    grading: &Grading<'_>,
    candidate: &Candidate,
    taken: &Taken,
) -> Result<Judged, Error> {
    let mut reason = String::new();
    for _ in 0..ATTEMPTS {
        let folder = grading.scratch.join(&candidate.file);
        let judged = compile_and_judge(grading, taken, &folder);
        let _ = std::fs::remove_dir_all(&folder);
        match judged {
            Ok(judged) => return Ok(judged),
            Err(Error::Fault(lab::fault::Fault::Interrupted)) => {
                return Err(lab::fault::Fault::Interrupted.into());
            }
            Err(error) => reason = error.to_string(),
        }
    }
    Ok(Judged { steps: inconclusive(&grading.steps, &reason), reruns: 0 })
}

fn compile_and_judge(grading: &Grading<'_>, taken: &Taken, folder: &Path) -> Result<Judged, Error> {
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
    let mut judged = Vec::new();
    let mut again = Vec::new();
    let mut reruns = 0;
    if programs.keys().any(asked) {
        judged = judge(grading, &programs, &unchecked, folder)?;
        if reruns::are_due(&judged) {
            for _ in 0..grading.reruns {
                again.push(judge(grading, &programs, &unchecked, folder)?);
            }
            reruns = grading.reruns;
            reruns::mark(&mut judged, &again);
        }
    }
    let mut judged: BTreeMap<String, StepReport> =
        judged.into_iter().map(|step| (step.step.clone(), step)).collect();
    let steps = grading
        .steps
        .iter()
        .map(|&step| match (unchecked.remove(&step), judged.remove(step.name())) {
            (Some(why), _) => Ok(assemble::unchecked(step, why)),
            (None, Some(report)) => Ok(report),
            (None, None) => Err(Error::Judge(format!("gave no verdict on `{step}`"))),
        })
        .collect::<Result<_, _>>()?;
    Ok(Judged { steps, reruns })
}

/// Starts the judge in a cell of the submission's own, and reads its verdicts.
fn judge(
    grading: &Grading<'_>,
    programs: &BTreeMap<Step, PathBuf>,
    unchecked: &BTreeMap<Step, Unchecked>,
    folder: &Path,
) -> Result<Vec<StepReport>, Error> {
    let mut cell = Cell::new(grading.workshop.sandbox, grading.workshop.etc);
    let program = cell.read_only(&grading.judge, "/judge");
    // Two folders rather than ten files: every box copies the cell's mounts.
    let mut parties = Vec::new();
    let mut show = |programs: &BTreeMap<Step, PathBuf>, from: &Path, to: &str| {
        let to = cell.read_only(from, to);
        parties.push(to.clone());
        let show = |(step, program): (&Step, &PathBuf)| {
            let shown = program.strip_prefix(from).map_or(program.clone(), |name| to.join(name));
            (step.name().to_owned(), shown)
        };
        programs.iter().map(show).collect::<BTreeMap<String, PathBuf>>()
    };
    let kit = grading.workshop.kit;
    let programs = show(programs, &compile::programs(folder), "/programs");
    let references = show(&kit.references, &kit.references_folder, "/references");
    let order = Order {
        seed: grading.seed,
        sandbox: grading.workshop.sandbox,
        programs,
        references,
        parties,
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
    let command = cell.command(&inside::command(program.into(), Role::Judge, order.into()));
    let mut judge = Process::start(&command, &Transcript::start(), &Scope::default())?;
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
pub fn inconclusive(steps: &[Step], reason: &str) -> Vec<StepReport> {
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
        flaky: None,
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
