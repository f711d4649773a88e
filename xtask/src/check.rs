//! `cargo xtask check`: build, run every check, tell the verdicts as they come.

use crate::build::{self, Built};
use crate::cli::{CheckOptions, Color, UsageError, did_you_mean};
use crate::desk;
use crate::exercises::{Exercises, Found};
use crate::exit_code::Exit;
use crate::workspace;
use anyhow::Context;
use course::check::Check;
use course::grade::{self, Judgement, Task};
use course::step::Step;
use course::subject::Subject;
use lab::dice::Dice;
use lab::host::Host;
use report::assemble::{self, Unchecked};
use report::data::{CheckReport, Report, StepReport, StepStatus};
use report::terminal;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Experiments that run at a time. They mostly wait.
const WORKERS: usize = 12;

/// What is under test for one step.
enum Desk {
    Ready(Subject),
    Unchecked(Unchecked),
}

pub fn run(options: &CheckOptions) -> anyhow::Result<Exit> {
    choose_color(options.color);
    let steps = steps(options);
    let only = options.check.as_deref().map(|id| find_check(&steps, id)).transpose()?;
    let steps = only.map_or(steps, |(step, _)| vec![step]);
    let seed = options.seed.unwrap_or_else(Dice::fresh_seed);
    let mut json = options.json.as_deref().map(JsonFile::create).transpose()?;
    let start = Instant::now();
    let started = rfc3339(SystemTime::now());

    let source = Source::from(options, &steps)?;
    let desks = source.desks(&steps)?;
    let host = Host::new(workspace::scratch()?);
    let rerun = |step: Step, check: &str| {
        format!("cargo xtask check {step}{} --check {check} --seed {seed}", source.flags())
    };
    let step_reports = judge(&host, seed, &desks, only.map(|(_, check)| check), &rerun);

    let report =
        assemble::report(step_reports, seed, source.digest(&steps)?, started, start.elapsed());
    anstream::print!(
        "{}",
        terminal::summary(&report, &|step| format!("cargo xtask check {step}{}", source.flags()))
    );
    if let Some(json) = &mut json {
        json.write(&report)?;
    }
    Ok(exit(&report))
}

/// Runs the checks of all steps that have a program, and tells everything in order.
fn judge(
    host: &Host,
    seed: u64,
    desks: &BTreeMap<Step, Desk>,
    only: Option<&'static Check>,
    rerun: &dyn Fn(Step, &str) -> String,
) -> Vec<StepReport> {
    let tasks: Vec<Task<'_>> = desks
        .values()
        .filter_map(|desk| match desk {
            Desk::Ready(subject) => Some(subject),
            Desk::Unchecked(_) => None,
        })
        .flat_map(Task::all)
        .filter(|task| only.is_none_or(|only| only.id == task.check.id))
        .collect();
    let mut teller = Teller { desks: desks.iter().collect(), done: Vec::new(), checks: Vec::new() };
    teller.tell_unchecked();
    grade::grade(host, seed, &tasks, WORKERS, |judgement| {
        let is_last =
            |step| tasks.iter().rfind(|task| task.subject.step == step).map(|task| task.check.id);
        let rerun = rerun(judgement.step, judgement.check);
        teller.tell(&judgement, &rerun, is_last(judgement.step) == Some(judgement.check));
    });
    teller.done
}

/// Prints steps and checks in order, and collects their reports.
struct Teller<'a> {
    desks: std::collections::VecDeque<(&'a Step, &'a Desk)>,
    done: Vec<StepReport>,
    checks: Vec<CheckReport>,
}

impl Teller<'_> {
    /// Tells the steps that come next and have no program.
    fn tell_unchecked(&mut self) {
        while let Some((step, Desk::Unchecked(why))) = self.desks.front() {
            let report = assemble::unchecked(**step, why.clone());
            anstream::print!("{}{}", terminal::heading(&report.step), terminal::step(&report));
            self.done.push(report);
            self.desks.pop_front();
        }
    }

    fn tell(&mut self, judgement: &Judgement, rerun: &str, is_last: bool) {
        if self.checks.is_empty() {
            anstream::print!("{}", terminal::heading(judgement.step.name()));
        }
        let check = assemble::check(judgement, rerun);
        anstream::print!("{}", terminal::check(&check));
        let _ = std::io::stdout().flush();
        self.checks.push(check);
        if is_last {
            let report = assemble::step(judgement.step, std::mem::take(&mut self.checks));
            anstream::print!("{}", terminal::step(&report));
            self.done.push(report);
            self.desks.pop_front();
            self.tell_unchecked();
        }
    }
}

/// Where the programs under test come from.
enum Source {
    Exercises { exercises: Exercises, is_ours: bool },
    Solutions,
    Program { command: Vec<OsString>, text: String },
}

impl Source {
    fn from(options: &CheckOptions, steps: &[Step]) -> anyhow::Result<Self> {
        if options.solutions {
            return Ok(Self::Solutions);
        }
        if let Some(text) = &options.program {
            if steps.len() != 1 {
                return Err(UsageError("--program checks one step: name it, as in `cargo xtask check client --program …`".to_owned()).into());
            }
            return Ok(Self::Program { command: split_command(text)?, text: text.clone() });
        }
        let ours = workspace::root().join("exercises");
        let folder = match &options.exercises {
            None => ours.clone(),
            Some(folder) => folder.canonicalize().map_err(|error| {
                UsageError(format!("--exercises {}: {error}", folder.display()))
            })?,
        };
        let exercises = Exercises { folder };
        if options.exercises.is_some() && !Step::ALL.iter().any(|&step| exercises.of(step).is_dir())
        {
            return Err(UsageError(format!(
                "--exercises {}: none of the steps is there; it must hold a folder for each step, as in {}",
                exercises.folder.display(),
                exercises.of(Step::ALL[0]).join("src").join("main.rs").display(),
            ))
            .into());
        }
        let is_ours = ours.canonicalize().is_ok_and(|ours| ours == exercises.folder)
            || options.exercises.is_none();
        Ok(Self::Exercises { exercises, is_ours })
    }

    /// The options that choose this source, to be typed again.
    fn flags(&self) -> String {
        match self {
            Self::Exercises { is_ours: true, .. } => String::new(),
            Self::Exercises { exercises, .. } => {
                format!(" --exercises {}", shell_words::quote(&exercises.folder.to_string_lossy()))
            }
            Self::Solutions => " --solutions".to_owned(),
            Self::Program { text, .. } => format!(" --program {}", shell_words::quote(text)),
        }
    }

    /// A digest over what is graded.
    fn digest(&self, steps: &[Step]) -> anyhow::Result<String> {
        match self {
            Self::Exercises { exercises, .. } => exercises.digest(steps),
            Self::Solutions => {
                Exercises { folder: workspace::root().join("solutions") }.digest(steps)
            }
            // A program has no sources that we know of.
            Self::Program { .. } => Ok(String::new()),
        }
        .context("cannot read the sources")
    }

    /// Builds what is needed and puts each step's program on its desk.
    fn desks(&self, steps: &[Step]) -> anyhow::Result<BTreeMap<Step, Desk>> {
        let mut found: BTreeMap<Step, Found> = BTreeMap::new();
        if let Self::Exercises { exercises, .. } = self {
            for step in steps.iter().chain(steps.iter().flat_map(|step| step.partners())) {
                let state = exercises
                    .find(*step)
                    .with_context(|| format!("cannot read {}", exercises.of(*step).display()))?;
                found.insert(*step, state);
            }
        }
        let written: Vec<Step> = found
            .iter()
            .filter(|(_, found)| **found == Found::Written)
            .map(|(step, _)| *step)
            .collect();
        let to_check: Vec<Step> = match self {
            Self::Exercises { .. } => {
                steps.iter().copied().filter(|step| written.contains(step)).collect()
            }
            Self::Solutions | Self::Program { .. } => steps.to_vec(),
        };
        let solutions = solutions_for(&to_check, matches!(self, Self::Solutions));
        let (own, references) = self.build(&written, &solutions)?;
        let reference_programs = programs(&references, &solutions, solution_package);
        let mut desks = BTreeMap::new();
        for &step in steps {
            desks.insert(step, self.desk(step, &found, &own, &references, &reference_programs)?);
        }
        Ok(desks)
    }

    /// Builds the student's programs and the references; in one go, where they
    /// lie in one workspace.
    fn build(&self, written: &[Step], solutions: &[Step]) -> anyhow::Result<(Built, Built)> {
        let root = workspace::root();
        let own: Vec<String> = written.iter().map(|step| step.name().to_owned()).collect();
        let references: Vec<String> =
            solutions.iter().map(|&step| solution_package(step)).collect();
        match self {
            Self::Exercises { exercises, is_ours: false } if !own.is_empty() => {
                let desk = desk::lay_out(exercises, written)?;
                Ok((
                    build_each(&desk, &own, &desk.join("target"), exercises, written)?,
                    build_some(root, &references)?,
                ))
            }
            Self::Exercises { .. } | Self::Solutions | Self::Program { .. } => {
                let all: Vec<String> = own.into_iter().chain(references).collect();
                let built = build_some(root, &all)?;
                Ok((built.clone(), built))
            }
        }
    }

    fn desk(
        &self,
        step: Step,
        found: &BTreeMap<Step, Found>,
        own: &Built,
        references: &Built,
        reference_programs: &BTreeMap<Step, Vec<OsString>>,
    ) -> anyhow::Result<Desk> {
        let command = match self {
            Self::Program { command, .. } => command.clone(),
            Self::Solutions => match reference_programs.get(&step) {
                Some(command) => command.clone(),
                None => {
                    return Ok(Desk::Unchecked(Unchecked::BuildFailed(failure(
                        references,
                        &solution_package(step),
                    ))));
                }
            },
            Self::Exercises { .. } => match found.get(&step) {
                None | Some(Found::Nothing) => return Ok(Desk::Unchecked(Unchecked::Missing)),
                Some(Found::Stub) => return Ok(Desk::Unchecked(Unchecked::NotStarted)),
                Some(Found::Written) => match own.executables.get(step.name()) {
                    Some(executable) => vec![executable.into()],
                    None => {
                        return Ok(Desk::Unchecked(Unchecked::BuildFailed(failure(
                            own,
                            step.name(),
                        ))));
                    }
                },
            },
        };
        let partners = step
            .partners()
            .iter()
            .map(|&partner| (partner, self.partner(partner, found, own, reference_programs)));
        Ok(Desk::Ready(Subject {
            step,
            command,
            references: reference_programs.clone(),
            own: partners.collect(),
        }))
    }

    /// The student's own program of another step.
    fn partner(
        &self,
        partner: Step,
        found: &BTreeMap<Step, Found>,
        own: &Built,
        reference_programs: &BTreeMap<Step, Vec<OsString>>,
    ) -> Result<Vec<OsString>, String> {
        match self {
            Self::Solutions => reference_programs
                .get(&partner)
                .cloned()
                .ok_or_else(|| format!("the reference `{partner}` does not compile")),
            Self::Program { .. } => Err(format!("with --program there is no `{partner}` of yours")),
            Self::Exercises { .. } => {
                match (found.get(&partner), own.executables.get(partner.name())) {
                    (_, Some(executable)) => Ok(vec![executable.into()]),
                    (Some(Found::Written), None) => {
                        Err(format!("your `{partner}` does not compile yet"))
                    }
                    (Some(Found::Stub | Found::Nothing) | None, None) => {
                        Err(format!("your `{partner}` is not started yet"))
                    }
                }
            }
        }
    }
}

/// The reference solutions that checks of these steps need.
fn solutions_for(steps: &[Step], themselves: bool) -> Vec<Step> {
    let is_needed = |solution: &Step| {
        steps.iter().any(|step| {
            step.partners().contains(solution)
                || (step == solution && (themselves || *step != Step::ResolveAndConnect))
        })
    };
    Step::ALL.into_iter().filter(is_needed).collect()
}

fn solution_package(step: Step) -> String {
    format!("solution-{step}")
}

fn programs(
    built: &Built,
    steps: &[Step],
    package: impl Fn(Step) -> String,
) -> BTreeMap<Step, Vec<OsString>> {
    let program = |step: Step| Some((step, vec![built.executables.get(&package(step))?.into()]));
    steps.iter().filter_map(|&step| program(step)).collect()
}

fn build_some(root: &Path, packages: &[String]) -> anyhow::Result<Built> {
    if packages.is_empty() {
        return Ok(Built::default());
    }
    let built = build::build(root, packages, &workspace::target())?;
    match &built.cargo {
        Some(said) => anyhow::bail!("cargo cannot build {}:\n{said}", packages.join(", ")),
        None => Ok(built),
    }
}

/// Builds a desk. If cargo cannot even read it, each step is built alone: one
/// broken manifest must not take the others along.
fn build_each(
    desk: &Path,
    packages: &[String],
    target: &Path,
    exercises: &Exercises,
    steps: &[Step],
) -> anyhow::Result<Built> {
    let built = build::build(desk, packages, target)?;
    if built.cargo.is_none() {
        return Ok(built);
    }
    let mut all = Built::default();
    for &step in steps {
        let desk = desk::lay_out(exercises, &[step])?;
        let mut built = build::build(&desk, &[step.name().to_owned()], target)?;
        if let Some(said) = built.cargo.take() {
            let manifest = exercises.of(step).join("Cargo.toml");
            built.errors.insert(
                step.name().to_owned(),
                format!("cargo cannot build {}:\n{said}", manifest.display()),
            );
        }
        all.executables.append(&mut built.executables);
        all.errors.append(&mut built.errors);
    }
    Ok(all)
}

fn failure(built: &Built, package: &str) -> String {
    let said = built.errors.get(package).or(built.cargo.as_ref());
    said.cloned().unwrap_or_else(|| {
        format!("cargo built no program called {package}; does src/main.rs have a `fn main`?\n")
    })
}

fn steps(options: &CheckOptions) -> Vec<Step> {
    if options.step.is_empty() && options.program.is_none() {
        return Step::ALL.to_vec();
    }
    Step::ALL.into_iter().filter(|step| options.step.contains(step)).collect()
}

/// The check of that name, in one of the steps; `step::id` says which.
fn find_check(steps: &[Step], text: &str) -> anyhow::Result<(Step, &'static Check)> {
    let (wanted, id) = match text.split_once("::") {
        Some((step, id)) => (Step::from_name(step), id),
        None => (None, text),
    };
    let steps: Vec<Step> =
        steps.iter().copied().filter(|&step| wanted.is_none_or(|wanted| wanted == step)).collect();
    let found: Vec<(Step, &Check)> =
        steps.iter().filter_map(|&step| Some((step, step.check(id)?))).collect();
    match found[..] {
        [found] => Ok(found),
        [] => {
            let ids: Vec<&str> =
                steps.iter().flat_map(|step| step.checks()).map(|check| check.id).collect();
            let hint = did_you_mean(id, &ids);
            Err(UsageError(format!("--check {text}: there is no such check{hint}")).into())
        }
        [(first, _), ..] => Err(UsageError(format!(
            "--check {text}: several steps have it; name one, as in `--check {first}::{id}`"
        ))
        .into()),
    }
}

/// A command line into program and arguments. A program that lies below the
/// current folder is named with its folder, as in a shell.
fn split_command(text: &str) -> anyhow::Result<Vec<OsString>> {
    // A path with spaces or backslashes, as it is.
    if Path::new(text).is_file() {
        return Ok(vec![Path::new(text).canonicalize()?.into()]);
    }
    let words = shell_words::split(text)
        .map_err(|error| UsageError(format!("--program {text}: {error}")))?;
    let Some((program, arguments)) = words.split_first() else {
        return Err(UsageError("--program: which program?".to_owned()).into());
    };
    let program = find_program(program).ok_or_else(|| {
        UsageError(format!(
            "--program {text}: cannot start `{program}`: it is not there, or not executable"
        ))
    })?;
    Ok(std::iter::once(program.into()).chain(arguments.iter().map(OsString::from)).collect())
}

/// Where the program is: a path as it is, a name in PATH.
fn find_program(program: &str) -> Option<PathBuf> {
    if program.contains(std::path::MAIN_SEPARATOR) || program.contains('/') {
        let path = PathBuf::from(program);
        return path.is_file().then(|| path.canonicalize().unwrap_or(path));
    }
    let folders = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

fn choose_color(color: Color) {
    match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

fn exit(report: &Report) -> Exit {
    let any =
        |statuses: &[StepStatus]| report.steps.iter().any(|step| statuses.contains(&step.status));
    if any(&[
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

/// The report's file: opened before anything is run, written whole at the end.
struct JsonFile {
    path: PathBuf,
    file: tempfile::NamedTempFile,
}

impl JsonFile {
    fn create(path: &Path) -> anyhow::Result<Self> {
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let refuse = |error: std::io::Error| {
            UsageError(format!("--json {}: cannot be written: {error}", path.display()))
        };
        if path.is_dir() {
            return Err(refuse(std::io::ErrorKind::IsADirectory.into()).into());
        }
        let file = tempfile::Builder::new()
            .prefix(".handshake-")
            .suffix(".json")
            .tempfile_in(folder)
            .map_err(refuse)?;
        Ok(Self { path: path.to_owned(), file })
    }

    fn write(&mut self, report: &Report) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.file, report)?;
        writeln!(self.file)?;
        self.file.flush()?;
        std::fs::rename(self.file.path(), &self.path)
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

/// RFC 3339 in UTC, to the second. Days to dates by Howard Hinnant's
/// `civil_from_days`.
fn rfc3339(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, rest) = (i64::try_from(seconds / 86_400).unwrap_or(0) + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let (day, month) = (
        day_of_year - (153 * shifted_month + 2) / 5 + 1,
        if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 },
    );
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}
