//! Boxes, each used for one program after the other. One that is not as good as new after a
//! program is thrown away, and so is one of which that is not known. Never two programs
//! at a time in one box, and never one party's program in a box that the other's has been in.

use super::names::Names;
use super::program::Kind;
use super::wire::{self, Reply, Request, Start};
use lab::confinement::{Confined, Confinement, Order};
use lab::exit::Exit;
use lab::patience;
use lab::process::Tool;
use lab::process::scope::Scope;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::iter;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long it may take to make a box and start a program in it: milliseconds, but the
/// machine may be very busy.
const STARTING: Duration = Duration::from_secs(30);

/// How long we wait to hear whether a box is as good as new: a millisecond, if nothing in
/// it resists, and the machine is not busy.
const TIDYING: Duration = patience::STEP;

/// The signal that ends a box, and all that is in it.
const KILLED: Exit = Exit::Signal(9);

/// Makes boxes, and keeps those that are not in use.
#[derive(Debug)]
pub struct Pool {
    /// The folders whose programs are started. A box shows one of them.
    parties: Vec<PathBuf>,
    /// What makes this program a starter: its arguments.
    starter: Vec<OsString>,
    /// A folder for temporary files.
    scratch: PathBuf,
    idle: Arc<Mutex<Vec<ProgramBox>>>,
}

/// A box: bwrap, in it a starter, and our end of the line to that.
#[derive(Debug)]
struct ProgramBox {
    kind: Kind,
    bubblewrap: Tool,
    names: Names,
    line: Arc<OwnedFd>,
}

/// What is known of a program that has just been started.
struct Started {
    /// Process 1 of its box, which is its parent.
    starter: u32,
    id: u32,
    process: OwnedFd,
}

/// A program in a box.
#[derive(Debug)]
struct Tenant {
    id: u32,
    process: OwnedFd,
    family: u32,
    line: Arc<OwnedFd>,
    /// Until it leaves.
    place: Mutex<Option<ProgramBox>>,
    idle: Arc<Mutex<Vec<ProgramBox>>>,
    has_ended: AtomicBool,
    is_evicted: AtomicBool,
    has_failed: AtomicBool,
}

impl Pool {
    /// No box yet. `starter` are the arguments with which this program calls
    /// [`super::starter::run`].
    #[must_use]
    pub fn new(parties: Vec<PathBuf>, starter: Vec<OsString>, scratch: PathBuf) -> Self {
        Self { parties, starter, scratch, idle: Arc::default() }
    }

    /// An idle box, or a new one. The one that was used last is the warmest.
    fn take(&self, kind: Kind) -> io::Result<ProgramBox> {
        let mut idle = lock(&self.idle);
        match idle.iter().rposition(|place| place.kind == kind) {
            Some(at) => Ok(idle.remove(at)),
            None => {
                drop(idle);
                ProgramBox::new(kind, &self.starter, &self.scratch)
            }
        }
    }
}

impl Confinement for Pool {
    fn start(&self, order: Order<'_>) -> io::Result<Arc<dyn Confined>> {
        let kind = Kind::of(&order, &self.parties);
        let mut place = self.take(kind)?;
        let Started { starter, id, process } = place.start(&order)?;
        Ok(Arc::new(Tenant {
            id,
            process,
            family: starter,
            line: Arc::clone(&place.line),
            place: Mutex::new(Some(place)),
            idle: Arc::clone(&self.idle),
            has_ended: AtomicBool::new(false),
            is_evicted: AtomicBool::new(false),
            has_failed: AtomicBool::new(false),
        }))
    }
}

impl ProgramBox {
    /// The starter is handed over as standard output, and executed from there: programs do
    /// not see its file.
    fn new(kind: Kind, starter: &[OsString], scratch: &Path) -> io::Result<Self> {
        let names = Names::new(scratch)?;
        let (ours, theirs) = wire::pair()?;
        #[expect(clippy::disallowed_methods, reason = "a tool of our own")]
        let mut command = Command::new("bwrap");
        command.args(kind.options(&names)).arg("--").arg("/proc/self/fd/1").args(starter);
        command.stdin(theirs).stdout(File::open("/proc/self/exe")?);
        let bubblewrap = Tool::start(&mut command, &Scope::default()).map_err(io::Error::other)?;
        Ok(Self { kind, bubblewrap, names, line: Arc::new(ours) })
    }

    /// Starts a program.
    fn start(&mut self, order: &Order<'_>) -> io::Result<Started> {
        self.names.set(order.stage)?;
        let command = order.command;
        let variable =
            |(name, value): (&OsStr, Option<&OsStr>)| Some((name.to_owned(), value?.to_owned()));
        let start = Start {
            command: iter::once(command.get_program())
                .chain(command.get_args())
                .map(OsString::from)
                .collect(),
            environment: command.get_envs().filter_map(variable).collect(),
        };
        let pipes = [order.stdout.as_fd(), order.stderr.as_fd()];
        Request::Start(start).send(self.line.as_fd(), &pipes)?;
        match listen(&self.line, Some(STARTING))? {
            Reply::Started => {
                let starter = first_child(self.bubblewrap.id())?;
                let id = first_child(starter)?;
                let process = descriptor_of(id)?;
                Request::Wait.send(self.line.as_fd(), &[])?;
                Ok(Started { starter, id, process })
            }
            Reply::NotStarted(number) => Err(io::Error::from_raw_os_error(number)),
            Reply::Status(_) | Reply::Signal(_) | Reply::AsNew | Reply::Used => {
                Err(ErrorKind::InvalidData.into())
            }
        }
    }
}

impl Confined for Tenant {
    fn id(&self) -> u32 {
        self.id
    }

    fn family(&self) -> u32 {
        self.family
    }

    fn wait(&self) -> Exit {
        let end = listen(&self.line, None).ok().and_then(Reply::exit);
        match end {
            Some(_) => self.has_ended.store(true, Ordering::SeqCst),
            None if self.is_evicted.load(Ordering::SeqCst) => {}
            None => self.has_failed.store(true, Ordering::SeqCst),
        }
        end.unwrap_or(KILLED)
    }

    fn kill(&self) {
        // An error means that it has ended.
        let _ = pidfd_send_signal(&self.process, Signal::KILL);
    }

    fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::SeqCst)
    }

    fn leave(&self) {
        let Some(place) = lock(&self.place).take() else { return };
        let condition = if self.has_ended.load(Ordering::SeqCst) {
            listen(&self.line, Some(TIDYING)).ok()
        } else {
            None
        };
        if condition == Some(Reply::AsNew) && place.kind.is_for_many() {
            lock(&self.idle).push(place);
        } else {
            self.is_evicted.store(true, Ordering::SeqCst);
            drop(place);
        }
    }
}

/// Waits for a reply, for so long at most.
fn listen(line: &OwnedFd, patience: Option<Duration>) -> io::Result<Reply> {
    if let Some(patience) = patience {
        let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
        if poll(&mut [PollFd::new(line, PollFlags::IN)], Some(&patience))? == 0 {
            return Err(ErrorKind::TimedOut.into());
        }
    }
    Reply::receive(line.as_fd())?
        .ok_or_else(|| io::Error::new(ErrorKind::UnexpectedEof, "the sandbox has failed"))
}

/// The child that a process, which has one thread, has had for the longest (proc(5), children).
fn first_child(id: u32) -> io::Result<u32> {
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
    let first = children.split_whitespace().next().and_then(|child| child.parse().ok());
    first.ok_or(ErrorKind::NotFound.into())
}

/// A descriptor of a process, by which it can be killed and no other.
fn descriptor_of(id: u32) -> io::Result<OwnedFd> {
    let id = i32::try_from(id).ok().and_then(Pid::from_raw).ok_or(ErrorKind::NotFound)?;
    Ok(pidfd_open(id, PidfdFlags::empty())?)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
