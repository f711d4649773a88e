//! From the options to the cast: which step's program talks to which, and where
//! both come from. Builds them; starts neither.

use crate::cast::{Actor, Cast, Half, Owner};
use course::step::Step;
use lab::host::Host;
use lab::process::scope::Scope;
use ladder::Whose;
use report::terminal;
use std::ffi::OsString;
use submission::error::Error;
use submission::source::{Entry, Source};
use xtask::cli::TraceOptions;
use xtask::notebook;
use xtask::standing::{self, State};

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
    Failed(anyhow::Error),
}

impl From<Error> for NoCast {
    fn from(error: Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<anyhow::Error> for NoCast {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// The program that the one that was asked for talks to.
struct Partner {
    owner: Owner,
    command: Vec<OsString>,
    /// Why it is not the student's own, in words, where it could have been.
    why_not_own: Option<String>,
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
        let command = self.command(build(&self.source, self.step, scope)?)?;
        let owner = match self.source {
            Source::Solutions => Owner::Reference,
            Source::Exercises | Source::Elsewhere(_) | Source::Program { .. } => Owner::Student,
        };
        // Both halves of `udp-pair` are one program: neither is "your program" then.
        let is_alone = self.step == self.with && self.with_source.is_none();
        let partner = if is_alone {
            Partner { owner, command: command.clone(), why_not_own: None }
        } else {
            self.partner(scope)?
        };
        let is_yours = owner == Owner::Student && !is_alone;
        let whose = if is_yours { Whose::Yours } else { Whose::Theirs };
        let (half, other_half) = match half(self.step) {
            Half::Server => (Half::Server, Half::Client),
            Half::Client => (Half::Client, Half::Server),
        };
        let subject = Actor { step: self.step, half, owner, command, whose };
        let Partner { owner, command, why_not_own } = partner;
        let whose = Whose::Theirs;
        let partner = Actor { step: self.with, half: other_half, owner, command, whose };
        let (server, client) = match half {
            Half::Server => (subject, partner),
            Half::Client => (partner, subject),
        };
        Ok(Cast { server, client, subject: half, why_not_own })
    }

    /// How the program that was asked for is started.
    fn command(&self, entry: Option<Entry>) -> Result<Vec<OsString>, NoCast> {
        let step = self.step;
        Err(NoCast::NotReady(match entry {
            Some(Entry::Ready(subject)) => return Ok(subject.command),
            Some(Entry::BuildFailed(said)) => {
                let said = terminal::compiler_output(&said);
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

    /// The program that it talks to: what was given, else the student's own if it has
    /// passed, else the reference.
    fn partner(&self, scope: &Scope) -> Result<Partner, NoCast> {
        if let Some(Source::Program { command, .. }) = &self.with_source {
            let command = command.clone();
            return Ok(Partner { owner: Owner::Other, command, why_not_own: None });
        }
        let why_not_own = match self.source {
            Source::Exercises => match self.own_partner(scope)? {
                Ok(command) => {
                    return Ok(Partner { owner: Owner::Student, command, why_not_own: None });
                }
                Err(why_not) => Some(why_not),
            },
            // That is the program of one step.
            Source::Program { .. } => None,
            Source::Solutions | Source::Elsewhere(_) => None,
        };
        match build(&Source::Solutions, self.with, scope)? {
            Some(Entry::Ready(subject)) => {
                Ok(Partner { owner: Owner::Reference, command: subject.command, why_not_own })
            }
            Some(Entry::NotStarted | Entry::Missing | Entry::BuildFailed(_)) | None => {
                let why = format!("error: the solution of {} cannot be built\n", self.with);
                Err(NoCast::NotReady(why))
            }
        }
    }

    /// The student's own program for the other side, if it has passed as it is now;
    /// else what is to be said of it.
    fn own_partner(&self, scope: &Scope) -> Result<Result<Vec<OsString>, String>, NoCast> {
        let standing = standing::of(self.with, &notebook::open()?);
        let words = standing.state.words();
        if standing.is_changed {
            return Ok(Err(format!("{words}, changed since the last check")));
        }
        Ok(match standing.state {
            State::Passed => match build(&Source::Exercises, self.with, scope)? {
                Some(Entry::Ready(subject)) => Ok(subject.command),
                // It did when it was checked: its dependencies are not what they were.
                Some(Entry::BuildFailed(_)) => Err(State::BuildFailed.words()),
                // It has changed at this very moment.
                Some(Entry::NotStarted) => Err(State::NotStarted.words()),
                Some(Entry::Missing) | None => Err(State::Missing.words()),
            },
            State::NotStarted
            | State::Missing
            | State::Unreadable(_)
            | State::Unchecked
            | State::Failed
            | State::BuildFailed
            | State::Inconclusive => Err(words),
        })
    }
}

fn build(source: &Source, step: Step, scope: &Scope) -> Result<Option<Entry>, Error> {
    Ok(source.entries(&[step], scope, &console::note)?.remove(&step))
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
