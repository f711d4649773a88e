//! What an experiment is given: a laboratory with the submission on the bench.

use crate::evidence::{Asked, Evidence, Record};
use crate::step::Step;
use crate::stop::{Outcome, Skip, Stop};
use crate::subject::{Partner, Subject};
use crate::surprise::Surprise;
use lab::Lab;
use lab::fault::Fault;
use lab::host::{Host, Lack};
use lab::patience;
use lab::process::{Process, Stdout, Stream};
use lab::setting::Setting;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

/// A laboratory with the submission on the bench.
pub struct Bench<'a> {
    /// The laboratory.
    pub lab: Lab<'a>,
    /// The program under test and its partners.
    pub subject: &'a Subject,
}

/// A program on the bench, with what it was asked for.
pub struct Running {
    /// The program.
    pub process: Process,
    /// What we asked it for.
    pub asked: Asked,
    /// A moment before it was started.
    pub started: Instant,
    /// How long we wait for it to end.
    pub patience: Duration,
    step: Step,
}

/// Arguments of a program, as it will be told.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// All arguments.
    pub arguments: Vec<String>,
    /// HOST and PORT among them.
    pub asked: Asked,
}

impl Call {
    /// No arguments.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more argument.
    #[must_use]
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// HOST as the first plain argument.
    #[must_use]
    pub fn plain_host(mut self, host: impl ToString) -> Self {
        self.asked.host = Some(host.to_string());
        self.argument(host.to_string())
    }

    /// `--host HOST`.
    #[must_use]
    pub fn host(mut self, host: impl ToString) -> Self {
        self.asked.host = Some(host.to_string());
        self.argument("--host").argument(host.to_string())
    }

    /// What HOST stands for.
    #[must_use]
    pub fn standing_for(mut self, addresses: &[IpAddr]) -> Self {
        self.asked.addresses = addresses.to_vec();
        self
    }

    /// MESSAGE.
    #[must_use]
    pub fn message(mut self, message: &str) -> Self {
        self.asked.message = Some(message.to_owned());
        self.argument(message)
    }

    /// `--port PORT`.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.asked.port = Some(port);
        self.argument("--port").argument(port.to_string())
    }
}

impl<'a> Bench<'a> {
    /// A bench for the experiment `label` of the run `seed`.
    #[must_use]
    pub fn new(host: &'a Host, seed: u64, label: &str, subject: &'a Subject) -> Self {
        Self { lab: Lab::new(host, seed, label), subject }
    }

    /// The step under test.
    #[must_use]
    pub fn step(&self) -> Step {
        self.subject.step
    }

    /// Starts the submission.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(&self, call: Call) -> Outcome<Running> {
        self.start_in(&Setting::Plain, call)
    }

    /// Starts the submission in a setting.
    ///
    /// # Errors
    /// If the host does not offer the setting, or it cannot be started.
    pub fn start_in(&self, setting: &Setting, call: Call) -> Outcome<Running> {
        self.lab.host.offers(setting)?;
        let command = &self.subject.command;
        self.launch(command, self.step(), setting, call, "", Stdout::Flowing)
    }

    /// Starts the submission with a standard output that is full: it stands still
    /// when it prints its first line, until its process is released.
    ///
    /// # Errors
    /// If it cannot be started.
    #[cfg(target_os = "linux")]
    pub fn start_full(&self, call: Call) -> Outcome<Running> {
        let command = &self.subject.command;
        self.launch(command, self.step(), &Setting::Plain, call, "", Stdout::Full)
    }

    /// Starts a partner of the submission: the reference's program of a step,
    /// or the student's own.
    ///
    /// # Errors
    /// If it is not there, or cannot be started.
    pub fn start_partner(&self, partner: Partner, step: Step, call: Call) -> Outcome<Running> {
        self.start_partner_in(&Setting::Plain, partner, step, call)
    }

    /// Starts a partner of the submission in a setting.
    ///
    /// # Errors
    /// If the host does not offer the setting, or it is not there, or cannot be started.
    pub fn start_partner_in(
        &self,
        setting: &Setting,
        partner: Partner,
        step: Step,
        call: Call,
    ) -> Outcome<Running> {
        self.lab.host.offers(setting)?;
        let command = self
            .subject
            .partner(partner, step)
            .map_err(|reason| Stop::Skipped(Skip::Partner(reason)))?;
        let whose = match partner {
            Partner::Reference => "the reference ",
            Partner::Own => "your ",
        };
        self.launch(command, step, setting, call, whose, Stdout::Flowing)
    }

    fn launch(
        &self,
        command: &[OsString],
        step: Step,
        setting: &Setting,
        call: Call,
        whose: &str,
        stdout: Stdout,
    ) -> Outcome<Running> {
        let full: Vec<OsString> =
            command.iter().cloned().chain(call.arguments.iter().map(OsString::from)).collect();
        let shown = format!(
            "{whose}`{}`",
            [&[step.name().to_owned()], &call.arguments[..]].concat().join(" ")
        );
        let started = Instant::now();
        let process = self.lab.start_with(&full, setting, &shown, stdout)?;
        Ok(Running { process, started, asked: call.asked, patience: patience::STEP, step })
    }

    /// Skips the check unless this machine has `::1`.
    ///
    /// # Errors
    /// The skip.
    pub fn need_ipv6(&self) -> Outcome {
        if self.lab.host.has_ipv6() { Ok(()) } else { Err(Lack::Ipv6Loopback.into()) }
    }

    /// A loopback address for the step: of its family, and its own if possible.
    ///
    /// # Errors
    /// If the step is about IPv6, and the machine has none.
    pub fn loopback(&mut self) -> Outcome<IpAddr> {
        if self.step() == Step::Ipv6Server {
            self.need_ipv6()?;
            return Ok(Ipv6Addr::LOCALHOST.into());
        }
        Ok(self.lab.loopback())
    }

    /// Two loopback addresses of IPv4.
    ///
    /// # Errors
    /// If the machine has only one.
    pub fn two_loopbacks(&mut self) -> Outcome<(IpAddr, IpAddr)> {
        if !self.lab.host.has_other_loopback() {
            return Err(Lack::OtherLoopback.into());
        }
        let IpAddr::V4(first) = self.lab.loopback() else {
            return Err(Lack::OtherLoopback.into());
        };
        let second = Ipv4Addr::from_bits(first.to_bits() ^ 1);
        Ok((first.into(), second.into()))
    }

    /// A host name for this experiment, which resolves only where we say so
    /// (`.test` is reserved for this: RFC 6761).
    pub fn name(&mut self) -> String {
        format!("{}.handshake.test", self.lab.dice.word(8))
    }
}

impl Running {
    /// Whether the machine keeps it from running. One that sleeps and looks is ready to
    /// run for a moment, too: that is seen by looking again.
    fn is_starved(&self) -> bool {
        const LOOKS: usize = 10;
        const BETWEEN: Duration = Duration::from_millis(20);
        (0..LOOKS).all(|look| {
            if look > 0 {
                self.process.let_run(BETWEEN);
            }
            self.process.times().is_starved(self.started.elapsed())
        })
    }

    /// Whether it ends only now that was said to run on: a busy machine may take long for
    /// the system's part of an end.
    fn is_just_ending(&mut self, surprise: &Surprise) -> bool {
        let seems_to_end = matches!(surprise, Surprise::StillRunning { .. })
            && (self.process.exit().is_some()
                || (self.process.closed(Stream::Stdout) && self.process.is_leaving()));
        seems_to_end && self.process.wait_end(patience::ENDING).is_some()
    }

    /// The surprise with all that is known of the program now. That nothing came of a program
    /// which the machine kept from running is no surprise, but a fault.
    #[must_use]
    pub fn surprised(&mut self, surprise: Surprise) -> Stop {
        // "It still runs" must not be said of a program that is just ending.
        self.process.let_settle(patience::SEEN_ENDING);
        let is_kept = self.process.exit().is_none()
            && surprise.is_silence()
            && (self.is_starved() || self.is_just_ending(&surprise));
        if is_kept {
            return Stop::Fault(Fault::Starved(self.process.times().ran));
        }
        let exit = self.process.exit();
        let record = Record {
            exit,
            // A missing detail must not hide the surprise.
            sockets: self.process.sockets().unwrap_or_default(),
            blocked: if exit.is_none() { self.process.blocked() } else { None },
            is_mute: exit.is_none() && self.process.closed(Stream::Stdout),
            flooded: self.process.flooded(),
            ..Record::default()
        };
        // Ended now, so that all it printed is in the record.
        self.process.end();
        let record = Record {
            stdout: self.process.printed(Stream::Stdout),
            stderr: self.process.printed(Stream::Stderr),
            ..record
        };
        Stop::Surprised(Box::new(Evidence {
            step: self.step,
            surprise,
            asked: self.asked.clone(),
            record,
        }))
    }
}
