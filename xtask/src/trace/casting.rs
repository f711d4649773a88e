//! From the options to the cast: which step's program talks to which, and where
//! both come from. Builds them; starts neither.

use super::cast::{Actor, Cast, Half, Owner};
use crate::cli::TraceOptions;
use crate::console;
use course::step::Step;
use lab::host::Host;
use lab::process::scope::Scope;
use ladder::Whose;
use report::terminal;
use std::collections::BTreeMap;
use std::ffi::OsString;
use submission::error::Error;
use submission::source::{Entry, Source};

/// What is to be played.
pub struct Script {
    /// The step that was asked for.
    step: Step,
    source: Source,
    /// The step whose program it talks to.
    with: Step,
    /// Where that program comes from, if that was said.
    with_source: Option<Source>,
}

/// Why there is no cast.
pub enum NoCast {
    /// The student has no program to run yet; this is to be told.
    NotReady(String),
    Failed(Error),
}

impl From<Error> for NoCast {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Script {
    /// By the options.
    pub fn of(step: Step, options: &TraceOptions) -> Result<Self, Error> {
        let with = options.with.unwrap_or(usual_partner(step));
        let is_pair = step == Step::UdpPair || with == Step::UdpPair;
        if (is_pair && step != with) || (!is_pair && half(step) == half(with)) {
            return Err(Error::Usage(format!("{step} and {with} cannot talk to each other")));
        }
        let source = match &options.program {
            Some(text) => Source::program(text)?,
            None if options.solutions => Source::Solutions,
            None => Source::Exercises,
        };
        let with_source = options.with_program.as_deref().map(Source::program).transpose()?;
        Ok(Self { step, source, with, with_source })
    }

    /// Whether programs that were given can be started at all.
    pub fn try_out(&self, host: &Host) -> Result<(), Error> {
        self.source.try_out(host)?;
        self.with_source.as_ref().map_or(Ok(()), |source| source.try_out(host))
    }

    /// Builds the programs.
    pub fn cast(&self, scope: &Scope) -> Result<Cast, NoCast> {
        let mut entries = build(&self.source, &[self.step, self.with], scope)?;
        // Both halves of `udp-pair` are one program: neither is "your program" then.
        let is_alone = self.step == self.with && self.with_source.is_none();
        let owner = match self.source {
            Source::Solutions => Owner::Reference,
            Source::Exercises | Source::Elsewhere(_) | Source::Program { .. } => Owner::Student,
        };
        let is_yours = owner == Owner::Student && !is_alone;
        let (half, other_half) = match half(self.step) {
            Half::Server => (Half::Server, Half::Client),
            Half::Client => (Half::Client, Half::Server),
        };
        let subject = Actor {
            step: self.step,
            half,
            owner,
            command: self.command(entries.get(&self.step))?,
            whose: if is_yours { Whose::Yours } else { Whose::Theirs },
        };
        let (owner, command) = if is_alone {
            (owner, subject.command.clone())
        } else {
            self.partner(owner, entries.remove(&self.with), scope)?
        };
        let whose = Whose::Theirs;
        let partner = Actor { step: self.with, half: other_half, owner, command, whose };
        Ok(match half {
            Half::Server => Cast { server: subject, client: partner, subject: half },
            Half::Client => Cast { server: partner, client: subject, subject: half },
        })
    }

    /// How the program that was asked for is started.
    fn command(&self, entry: Option<&Entry>) -> Result<Vec<OsString>, NoCast> {
        let step = self.step;
        Err(NoCast::NotReady(match entry {
            Some(Entry::Ready(subject)) => return Ok(subject.command.clone()),
            Some(Entry::BuildFailed(said)) => {
                let said = terminal::compiler_output(said);
                format!(
                    "{said}error: {step} does not compile. Begin with the first error: often the others follow from it.\n"
                )
            }
            Some(Entry::NotStarted) => format!(
                "error: {step} is not started, so there is nothing to draw. How it should look: cargo xtask trace {step} --solutions\n"
            ),
            Some(Entry::Missing) | None => format!(
                "error: there is no exercises/{step}/src/main.rs. The stub comes back with: cargo xtask reset {step}\n"
            ),
        }))
    }

    /// The program that it talks to: what was given, else one of the same owner that
    /// compiles, else the reference.
    fn partner(
        &self,
        owner: Owner,
        own: Option<Entry>,
        scope: &Scope,
    ) -> Result<(Owner, Vec<OsString>), NoCast> {
        match (&self.with_source, &self.source, own) {
            (Some(Source::Program { command, .. }), _, _) => {
                return Ok((Owner::Other, command.clone()));
            }
            // That is the program of one step.
            (_, Source::Program { .. }, _) => {}
            (_, _, Some(Entry::Ready(subject))) => return Ok((owner, subject.command)),
            (_, _, Some(Entry::NotStarted | Entry::Missing | Entry::BuildFailed(_)) | None) => {}
        }
        match build(&Source::Solutions, &[self.with], scope)?.remove(&self.with) {
            Some(Entry::Ready(subject)) => Ok((Owner::Reference, subject.command)),
            Some(Entry::NotStarted | Entry::Missing | Entry::BuildFailed(_)) | None => {
                let why = format!("error: the solution of {} cannot be built\n", self.with);
                Err(NoCast::NotReady(why))
            }
        }
    }
}

fn build(source: &Source, steps: &[Step], scope: &Scope) -> Result<BTreeMap<Step, Entry>, Error> {
    source.entries(steps, scope, &console::note)
}

/// Whom a step's program is made to talk to.
fn usual_partner(step: Step) -> Step {
    match step {
        Step::ResolveAndConnect | Step::Client => Step::GreetingServer,
        Step::GreetingServer | Step::Ipv6Server => Step::Client,
        Step::UdpPair => Step::UdpPair,
    }
}

/// What a step's program is. Of `udp-pair` the server is the one that is asked for.
fn half(step: Step) -> Half {
    match step {
        Step::ResolveAndConnect | Step::Client => Half::Client,
        Step::GreetingServer | Step::Ipv6Server | Step::UdpPair => Half::Server,
    }
}
