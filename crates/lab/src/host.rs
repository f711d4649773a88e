//! What this machine can do, found by trying, each thing once a run. What it
//! cannot do makes a check skipped, with the reason said here.

use crate::confinement::Confinement;
use crate::exit::Exit;
use crate::fault::Fault;
use crate::patience;
use crate::probe;
use crate::process::scope::Scope;
use crate::process::{Process, Stdout};
use crate::setting::{Setting, Stage};
use crate::transcript::Transcript;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Something that a host may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No `::1`.
    Ipv6Loopback,
    /// Of 127.0.0.0/8 only 127.0.0.1 can be bound.
    OtherLoopback,
    /// No `/etc/hosts` of our own.
    OwnNames,
    /// No network of our own.
    PrivateNetwork,
    /// No program beside another one in such a network.
    SharedNetwork,
    /// Every port may be bound by everyone.
    PrivilegedPorts,
    /// A program cannot be started with fewer rights than ours.
    FewerRights,
    /// The machine's own name does not resolve.
    HostName,
    /// `localhost` does not resolve to a loopback address.
    Localhost,
}

impl Lack {
    /// Why a check that needs it is skipped.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Ipv6Loopback => "this machine has no IPv6 loopback address (::1)",
            Self::OtherLoopback => "this machine has no loopback address besides 127.0.0.1",
            Self::OwnNames => {
                "this machine does not let the grader prepare host names (it needs Linux user namespaces)"
            }
            Self::PrivateNetwork => {
                "this machine does not let the grader make a private network (it needs Linux user namespaces and `ip`)"
            }
            Self::SharedNetwork => {
                "in the sandbox no program can be started in another one's private network"
            }
            Self::PrivilegedPorts => "on this machine every program may use every port",
            Self::FewerRights => {
                "the grader runs as root, and this machine does not let it start programs with fewer rights (it needs Linux user namespaces)"
            }
            Self::Localhost => "on this machine `localhost` has no loopback address",
            Self::HostName => "this machine's own name does not resolve to an address",
        }
    }
}

/// The machine that the laboratory stands on.
#[derive(Debug, Clone)]
pub struct Host {
    scratch: PathBuf,
    scope: Scope,
    confinement: Option<Arc<dyn Confinement>>,
    own_names: OnceLock<bool>,
    private_network: OnceLock<bool>,
    unprivileged: OnceLock<bool>,
    ipv6: OnceLock<bool>,
    other_loopback: OnceLock<bool>,
}

impl Host {
    /// The host, with a folder for the laboratory's temporary files.
    #[must_use]
    pub fn new(scratch: PathBuf) -> Self {
        Self {
            scratch,
            scope: Scope::default(),
            confinement: None,
            own_names: OnceLock::new(),
            private_network: OnceLock::new(),
            unprivileged: OnceLock::new(),
            ipv6: OnceLock::new(),
            other_loopback: OnceLock::new(),
        }
    }

    /// The same host with all that is known of it, for programs of another scope.
    #[must_use]
    pub fn within(&self, scope: Scope) -> Self {
        Self { scope, ..self.clone() }
    }

    /// The scope of the programs that are started on it.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The host, on which every program is started by `confinement`.
    #[must_use]
    pub fn confined(scratch: PathBuf, confinement: Arc<dyn Confinement>) -> Self {
        Self { confinement: Some(confinement), ..Self::new(scratch) }
    }

    /// Starts a program on a stage.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(
        &self,
        stage: Stage,
        command: &[OsString],
        transcript: &Transcript,
        stdout: Stdout,
    ) -> Result<Process, Fault> {
        let mut process = match &self.confinement {
            None => Process::start_with(&stage.command(command), transcript, &self.scope, stdout)?,
            Some(confinement) => Process::start_confined(
                &**confinement,
                &stage,
                command,
                transcript,
                &self.scope,
                stdout,
            )?,
        };
        // Its files are read before the program runs.
        process.keep(stage);
        Ok(process)
    }

    /// Whether programs can be started at all: `true` is, in a plain setting.
    #[must_use]
    pub fn can_start(&self) -> bool {
        self.try_out(&Setting::Plain)
    }

    /// The folder for temporary files.
    #[must_use]
    pub fn scratch(&self) -> &Path {
        &self.scratch
    }

    /// Whether 127.0.0.1 can be reached: it can be bound even where its interface
    /// is down. Without it nothing can be checked.
    #[must_use]
    pub fn has_loopback(&self) -> bool {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let address = listener.as_ref().ok().and_then(|listener| listener.local_addr().ok());
        address.is_some_and(|at| TcpStream::connect_timeout(&at, patience::STEP).is_ok())
    }

    /// Whether `::1` can be bound.
    pub fn has_ipv6(&self) -> bool {
        *self.ipv6.get_or_init(|| TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok())
    }

    /// Whether all of 127.0.0.0/8 is loopback (Linux) or only 127.0.0.1 (macOS).
    pub fn has_other_loopback(&self) -> bool {
        *self
            .other_loopback
            .get_or_init(|| TcpListener::bind((Ipv4Addr::new(127, 83, 61, 7), 0)).is_ok())
    }

    /// Whether a program can be started in this kind of setting.
    pub fn offers(&self, setting: &Setting) -> Result<(), Lack> {
        let (known, lack) = match setting {
            Setting::Plain => return Ok(()),
            Setting::Names(_) => (&self.own_names, Lack::OwnNames),
            Setting::Beside(_) => return self.offers_company(),
            Setting::PrivateNetwork(_) => (&self.private_network, Lack::PrivateNetwork),
            Setting::Unprivileged => (&self.unprivileged, Lack::FewerRights),
        };
        if *known.get_or_init(|| self.try_out(setting)) { Ok(()) } else { Err(lack) }
    }

    /// Whether a program can be started beside another one in a private network.
    pub fn offers_company(&self) -> Result<(), Lack> {
        if self.confinement.is_some() {
            return Err(Lack::SharedNetwork);
        }
        self.offers(&Setting::PrivateNetwork(Vec::new()))
    }

    /// Tries everything out now, so that no experiment has to wait for it.
    pub fn explore(&self) {
        let nobody = Vec::new();
        let _ = self.offers(&Setting::Names(nobody.clone()));
        let _ = self.offers(&Setting::PrivateNetwork(nobody));
        let _ = self.offers(&Setting::Unprivileged);
        self.has_ipv6();
        self.has_other_loopback();
    }

    /// Starts `true` in the setting and sees whether it succeeds.
    fn try_out(&self, setting: &Setting) -> bool {
        if !cfg!(target_os = "linux") {
            return false;
        }
        let Ok(stage) = setting.prepare(&self.scratch) else {
            return false;
        };
        self.start(stage, &["true".into()], &Transcript::start(), Stdout::Flowing)
            .is_ok_and(|mut process| process.wait_end(patience::STEP) == Some(Exit::Status(0)))
    }
}

/// The machine's own name.
#[must_use]
pub fn name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// The addresses of a name, as the system resolves it here; none if it does not.
#[must_use]
pub fn addresses_of(name: &str) -> Vec<IpAddr> {
    probe::resolve(name).unwrap_or_default()
}
