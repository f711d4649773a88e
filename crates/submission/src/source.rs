//! Where the programs under test come from, and their way to the laboratory.

use crate::cargo::{self, Built};
use crate::error::Error;
use crate::exercises::{Exercises, Found};
use crate::{command, desk, workspace};
use course::step::Step;
use course::subject::Subject;
use lab::Lab;
use lab::fault::Fault;
use lab::host::Host;
use lab::process::scope::Scope;
use lab::setting::Setting;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// Where the programs under test come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The student's exercises in this repository.
    Exercises,
    /// Exercises in another folder of the same shape.
    Elsewhere(Exercises),
    /// The reference solutions.
    Solutions,
    /// Any program, for one step.
    Program {
        /// How it is started.
        command: Vec<OsString>,
        /// As it was given.
        text: String,
    },
}

/// What there is to check of one step.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A program.
    Ready(Box<Subject>),
    /// Only the stub, untouched.
    NotStarted,
    /// No source.
    Missing,
    /// A source that does not compile; what the compiler said.
    BuildFailed(String),
}

/// What is known of the student's folder after building it.
struct Own {
    found: BTreeMap<Step, Found>,
    built: Built,
}

impl Source {
    /// Another folder of exercises.
    ///
    /// # Errors
    /// If it is not there, or holds no step.
    pub fn elsewhere(folder: &Path) -> Result<Self, Error> {
        let given = folder.display().to_string();
        let refuse = |why: String| Error::Usage(format!("--exercises {given}: {why}"));
        let folder = folder.canonicalize().map_err(|error| refuse(error.to_string()))?;
        if !folder.is_dir() {
            return Err(refuse("this is no folder".to_owned()));
        }
        let exercises = Exercises { folder };
        if Exercises::ours().folder.canonicalize().is_ok_and(|ours| ours == exercises.folder) {
            return Ok(Self::Exercises);
        }
        if Step::ALL.iter().any(|&step| exercises.of(step).is_dir()) {
            return Ok(Self::Elsewhere(exercises));
        }
        let example = exercises.of(Step::ALL[0]).join("src").join("main.rs");
        Err(refuse(format!(
            "none of the steps is there; it must hold a folder for each step, with files such as {}",
            example.display()
        )))
    }

    /// Any program.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn program(text: &str) -> Result<Self, Error> {
        Ok(Self::Program { command: command::split(text)?, text: text.to_owned() })
    }

    /// Whether a program given by its command can be started at all: it is asked
    /// for help, which has no effect.
    ///
    /// # Errors
    /// If the system cannot start it: no interpreter, another architecture.
    pub fn try_out(&self, host: &Host) -> Result<(), Error> {
        let Self::Program { command, text } = self else {
            return Ok(());
        };
        let help: Vec<OsString> = command.iter().cloned().chain(["--help".into()]).collect();
        match Lab::new(host, 0, "").start(&help, &Setting::Plain, text) {
            Err(Fault::Start { source, .. }) => {
                let program = command[0].to_string_lossy();
                Err(Error::Usage(format!("--program {text}: cannot start `{program}`: {source}")))
            }
            Err(_) | Ok(_) => Ok(()),
        }
    }

    /// The options that choose this source, to be typed again.
    #[must_use]
    pub fn flags(&self) -> String {
        match self {
            Self::Exercises => String::new(),
            Self::Elsewhere(exercises) => {
                format!(" --exercises {}", shell_words::quote(&exercises.folder.to_string_lossy()))
            }
            Self::Solutions => " --solutions".to_owned(),
            Self::Program { text, .. } => format!(" --program {}", shell_words::quote(text)),
        }
    }

    /// The folder in which a step is to be edited.
    #[must_use]
    pub fn folder(&self, step: &str) -> String {
        match self {
            Self::Exercises | Self::Solutions | Self::Program { .. } => format!("exercises/{step}"),
            Self::Elsewhere(exercises) => exercises.folder.join(step).display().to_string(),
        }
    }

    /// A digest over what is graded. Empty for a program, of which we have no source.
    ///
    /// # Errors
    /// If a source cannot be read.
    pub fn digest(&self, steps: &[Step]) -> Result<String, Error> {
        match self {
            Self::Exercises => Exercises::ours().digest(steps),
            Self::Elsewhere(exercises) => exercises.digest(steps),
            Self::Solutions => {
                Exercises { folder: workspace::root().join("solutions") }.digest(steps)
            }
            Self::Program { .. } => Ok(String::new()),
        }
    }

    /// Builds what is needed to check these steps, and gives an entry for each.
    /// The end of the scope ends cargo.
    ///
    /// # Errors
    /// If cargo cannot do its work, or a source cannot be read. What a student's
    /// source fails at is in its entry.
    pub fn entries(
        &self,
        steps: &[Step],
        scope: &Scope,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<BTreeMap<Step, Entry>, Error> {
        let found = self.find(steps)?;
        let written: Vec<Step> = all_where(&found, Found::Written);
        let to_check: Vec<Step> = match self {
            Self::Exercises | Self::Elsewhere(_) => {
                steps.iter().copied().filter(|step| written.contains(step)).collect()
            }
            Self::Solutions | Self::Program { .. } => steps.to_vec(),
        };
        let references = references_for(&to_check);
        references.iter().try_for_each(|&step| workspace::solution(step).map(drop))?;
        let packages: Vec<String> = references.into_iter().map(reference_package).collect();
        let root = workspace::root();
        let target = workspace::target();
        let (built, references) = match self {
            // In one go: they lie in one workspace.
            Self::Exercises => {
                let own = written.iter().map(|step| step.name().to_owned());
                let all: Vec<String> = own.chain(packages).collect();
                let built = cargo::build(root, &all, &target, scope, progress)?;
                (built.clone(), built)
            }
            Self::Elsewhere(exercises) => (
                build_elsewhere(exercises, &written, scope, progress)?,
                cargo::build(root, &packages, &target, scope, progress)?,
            ),
            Self::Solutions | Self::Program { .. } => {
                (Built::default(), cargo::build(root, &packages, &target, scope, progress)?)
            }
        };
        let own = Own { found, built };
        Ok(steps.iter().map(|&step| (step, self.entry(step, &own, &references))).collect())
    }

    /// What a folder of exercises holds of these steps and their partners.
    fn find(&self, steps: &[Step]) -> Result<BTreeMap<Step, Found>, Error> {
        let exercises = match self {
            Self::Exercises => Exercises::ours(),
            Self::Elsewhere(exercises) => exercises.clone(),
            Self::Solutions | Self::Program { .. } => return Ok(BTreeMap::new()),
        };
        let partners = steps.iter().flat_map(|step| step.partners());
        steps.iter().chain(partners).map(|&step| Ok((step, exercises.find(step)?))).collect()
    }

    fn entry(&self, step: Step, own: &Own, references: &Built) -> Entry {
        let command = match self {
            Self::Program { command, .. } => command.clone(),
            Self::Solutions => {
                let package = reference_package(step);
                match references.executables.get(&package) {
                    Some(executable) => vec![executable.into()],
                    None => return Entry::BuildFailed(cargo::failure(references, &package)),
                }
            }
            Self::Exercises | Self::Elsewhere(_) => match own.found.get(&step) {
                None | Some(Found::Nothing) => return Entry::Missing,
                Some(Found::Stub) => return Entry::NotStarted,
                Some(Found::Written) => match own.built.executables.get(step.name()) {
                    Some(executable) => vec![executable.into()],
                    None => return Entry::BuildFailed(cargo::failure(&own.built, step.name())),
                },
            },
        };
        let reference = |step: Step| {
            let executable = references.executables.get(&reference_package(step))?;
            Some((step, vec![executable.into()]))
        };
        let partner = |&step: &Step| (step, self.own_partner(step, own, references));
        Entry::Ready(Box::new(Subject {
            step,
            command,
            references: Step::ALL.into_iter().filter_map(reference).collect(),
            own: step.partners().iter().map(partner).collect(),
        }))
    }

    /// The student's own program of another step, or why there is none.
    fn own_partner(
        &self,
        step: Step,
        own: &Own,
        references: &Built,
    ) -> Result<Vec<OsString>, String> {
        match self {
            Self::Program { .. } => Err(format!("with --program there is no `{step}` of yours")),
            Self::Solutions => references
                .executables
                .get(&reference_package(step))
                .map(|executable| vec![executable.into()])
                .ok_or_else(|| format!("the reference `{step}` does not compile")),
            Self::Exercises | Self::Elsewhere(_) => {
                match (own.found.get(&step), own.built.executables.get(step.name())) {
                    (_, Some(executable)) => Ok(vec![executable.into()]),
                    (Some(Found::Written), None) => {
                        Err(format!("your `{step}` does not compile yet"))
                    }
                    (Some(Found::Stub | Found::Nothing) | None, None) => {
                        Err(format!("your `{step}` is not started yet"))
                    }
                }
            }
        }
    }
}

fn all_where(found: &BTreeMap<Step, Found>, wanted: Found) -> Vec<Step> {
    found.iter().filter(|(_, found)| **found == wanted).map(|(&step, _)| step).collect()
}

/// The steps whose reference solutions take part in checking these.
fn references_for(steps: &[Step]) -> Vec<Step> {
    let takes_part = |one: &Step| steps.iter().any(|step| step.references().contains(one));
    Step::ALL.into_iter().filter(takes_part).collect()
}

fn reference_package(step: Step) -> String {
    format!("solution-{step}")
}

/// Builds exercises on a desk. If cargo cannot even read it, each step is built
/// alone: one broken manifest must not take the others along.
fn build_elsewhere(
    exercises: &Exercises,
    steps: &[Step],
    scope: &Scope,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Built, Error> {
    let build = |steps: &[Step]| {
        let desk = desk::lay_out(exercises, steps)?;
        let packages: Vec<String> = steps.iter().map(|step| step.name().to_owned()).collect();
        cargo::build(&desk, &packages, &desk.join("target"), scope, progress)
    };
    match build(steps) {
        Err(Error::CargoFailed { .. }) => {}
        other => return other,
    }
    let mut all = Built::default();
    for &step in steps {
        match build(&[step]) {
            Ok(mut built) => {
                all.executables.append(&mut built.executables);
                all.errors.append(&mut built.errors);
            }
            Err(Error::CargoFailed { said, .. }) => {
                let manifest = exercises.of(step).join("Cargo.toml");
                let said = format!("cargo cannot build {}:\n{said}", manifest.display());
                all.errors.insert(step.name().to_owned(), said);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
