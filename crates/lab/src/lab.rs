//! The laboratory as an experiment sees it: start programs, be their peer.

use crate::confinement::Confined;
use crate::dice::Dice;
use crate::fault::Fault;
use crate::host::Host;
use crate::peer::caller::{self, Call};
use crate::peer::harbour::Harbour;
use crate::peer::mailbox::Mailbox;
use crate::process::{Process, Stdout};
use crate::setting::Setting;
use crate::transcript::{Kind, Transcript};
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What one experiment works with.
pub struct Lab<'a> {
    /// The machine.
    pub host: &'a Host,
    /// Random data of this experiment.
    pub dice: Dice,
    /// What has happened so far.
    pub transcript: Transcript,
    /// The programs that someone else has started.
    confined: Mutex<Vec<Arc<dyn Confined>>>,
}

impl<'a> Lab<'a> {
    /// A fresh laboratory for the experiment `label` of the run `seed`.
    #[must_use]
    pub fn new(host: &'a Host, seed: u64, label: &str) -> Self {
        let dice = Dice::new(seed, label);
        Self { host, dice, transcript: Transcript::start(), confined: Mutex::default() }
    }

    /// Whether the boxes of all programs have lasted as long as they. To be asked when the
    /// experiment is over: what it has seen of a program whose box has failed is worth nothing.
    ///
    /// # Errors
    /// If one did not.
    pub fn all_ran(&self) -> Result<(), Fault> {
        let confined = self.confined.lock().unwrap_or_else(PoisonError::into_inner);
        let has_failed = confined.iter().any(|program| program.has_failed());
        if has_failed { Err(Fault::Sandbox) } else { Ok(()) }
    }

    /// Starts a program in a setting. `shown` is how the start is told.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(
        &self,
        command: &[OsString],
        setting: &Setting,
        shown: &str,
    ) -> Result<Process, Fault> {
        self.start_with(command, setting, shown, Stdout::Flowing)
    }

    /// Starts a program with this standard output.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start_with(
        &self,
        command: &[OsString],
        setting: &Setting,
        shown: &str,
        stdout: Stdout,
    ) -> Result<Process, Fault> {
        let stage = setting.prepare(self.host.scratch())?;
        self.transcript.grader(Kind::Start, format!("started {shown}"));
        let process = self.host.start(stage, command, &self.transcript, stdout)?;
        let mut confined = self.confined.lock().unwrap_or_else(PoisonError::into_inner);
        confined.extend(process.confined());
        Ok(process)
    }

    /// How long the calling thread has waited for a processor in all: so much later
    /// than it happened it may have seen something (Linux; elsewhere nothing is known).
    #[must_use]
    pub fn lateness(&self) -> Duration {
        #[cfg(target_os = "linux")]
        return crate::family::own_lateness();
        #[cfg(not(target_os = "linux"))]
        Duration::ZERO
    }

    /// Listens for a program's connections on the given addresses.
    ///
    /// # Errors
    /// If they cannot be bound.
    pub fn harbour(&self, at: &[SocketAddr], decoys: &[SocketAddr]) -> Result<Harbour, Fault> {
        let listeners = at
            .iter()
            .map(|&at| TcpListener::bind(at).map_err(Fault::socket("listen on", at)))
            .collect::<Result<_, _>>()?;
        Harbour::open(listeners, decoys, &self.transcript)
    }

    /// Connects to a program.
    ///
    /// # Errors
    /// If a call of ours fails.
    pub fn call(&self, at: SocketAddr) -> Result<Call, Fault> {
        caller::call(at, &self.transcript)
    }

    /// Binds a UDP socket of ours.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub fn mailbox(&self, at: SocketAddr) -> Result<Mailbox, Fault> {
        let socket = UdpSocket::bind(at).map_err(Fault::socket("bind", at))?;
        Mailbox::open(socket, &self.transcript)
    }

    /// A loopback address that hardly anyone else uses: somewhere in
    /// 127.0.0.0/8 where the system has all of it, else 127.0.0.1.
    pub fn loopback(&mut self) -> IpAddr {
        if !self.host.has_other_loopback() {
            return Ipv4Addr::LOCALHOST.into();
        }
        // Not from the seed: two runs with one seed must not meet.
        Ipv4Addr::new(127, fastrand::u8(1..=254), fastrand::u8(1..=254), fastrand::u8(2..=254))
            .into()
    }
}
