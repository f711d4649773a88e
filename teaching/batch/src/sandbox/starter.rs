//! Process 1 of a box: starts one program after the other, as it is told over its standard
//! input, says how each has ended, ends all that it has left, and says whether the box is
//! as good as new.
//!
//! Theory of operation. It has the same user as the programs, and must be out of their
//! reach all the same. No signal that they send harms process 1 of their tree, for it
//! handles none (pid_namespaces(7)), or next to none: std looks at a SIGSEGV, finds that the
//! stack is not full, and stops handling it. It is not "dumpable", so they can neither trace it nor
//! open what /proc has of it (ptrace(2), proc(5)). Its three descriptors are replaced in each
//! program. While a program runs it opens nothing and takes no memory: they could have lowered
//! its limits (prlimit(2)). Orphans in the tree become its children, and are reaped.

use super::forbidden;
use super::program::limits;
use super::traces::Traces;
use super::wire::{LONGEST_REQUEST, Reply, Request, Start};
use rustix::io::Errno;
use rustix::process::{
    DumpableBehavior, Pid, Resource, Rlimit, Signal, WaitOptions, getpid, kill_process_group,
    set_dumpable_behavior, setrlimit, wait,
};
use rustix::stdio::stdin;
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// The limits of all programs of a box, which they inherit.
const LIMITS: [(Resource, u64); 7] = [
    (Resource::Nproc, limits::PROCESSES),
    (Resource::Data, limits::DATA),
    (Resource::Cpu, limits::PROCESSOR),
    (Resource::Fsize, limits::FILE),
    (Resource::Nofile, limits::OPEN_FILES),
    (Resource::Msgqueue, limits::MESSAGE_QUEUES),
    (Resource::Core, 0),
];

/// Starts programs until nobody asks for one any more.
///
/// # Errors
/// If it is not process 1 of a box, or the system refuses something.
pub fn run() -> io::Result<()> {
    if getpid() != Pid::INIT {
        // Elsewhere it would end processes that are none of its business.
        return Err(io::Error::new(ErrorKind::Unsupported, "a starter is process 1 of a box"));
    }
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    for (resource, most) in LIMITS {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    forbidden::forbid().map_err(io::Error::other)?;
    let none = Traces::look()?;
    let mut buffer = vec![0; LONGEST_REQUEST];
    let mut program = None;
    while let Some((request, pipes)) = Request::receive(stdin(), &mut buffer)? {
        match (request, program.take()) {
            (Request::Start(order), None) => match start(order, pipes) {
                Ok(started) => {
                    Reply::Started.send(stdin())?;
                    program = Some(started);
                }
                Err(error) => {
                    let number = error.raw_os_error().unwrap_or_default();
                    Reply::NotStarted(number).send(stdin())?;
                }
            },
            (Request::Wait, Some(program)) => {
                let end = wait_for(program)?;
                // Before it is told: nothing of an ended program is to be seen.
                end_everyone()?;
                end.send(stdin())?;
                let is_as_new = Traces::look().is_ok_and(|traces| traces == none);
                let reply = if is_as_new { Reply::AsNew } else { Reply::Used };
                reply.send(stdin())?;
            }
            (Request::Start(_), Some(_)) | (Request::Wait, None) => {
                return Err(ErrorKind::InvalidInput.into());
            }
        }
    }
    Ok(())
}

/// Starts a program, and gives its id here. From then on the first child of ours is this one.
fn start(order: Start, pipes: Vec<OwnedFd>) -> io::Result<Pid> {
    let Start { command, environment } = order;
    let (program, arguments) = command.split_first().ok_or(Errno::INVAL)?;
    let [stdout, stderr]: [OwnedFd; 2] = pipes.try_into().map_err(|_| Errno::BADF)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "for the one place that starts programs in a box"
    )]
    let child = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(environment)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        // So that it can be stopped with its children, and cannot signal ours.
        .process_group(0)
        .spawn()?;
    Ok(Pid::from_child(&child))
}

/// Waits for the end of the program, and reaps whoever else of its tree has ended.
fn wait_for(program: Pid) -> io::Result<Reply> {
    loop {
        match wait(WaitOptions::empty()) {
            Ok(Some((pid, status))) if pid == program => {
                let signal = status.terminating_signal().map(Reply::Signal);
                let end = status.exit_status().map(Reply::Status).or(signal);
                // Nothing else is waited for: neither stops nor continuations.
                return end.ok_or(ErrorKind::InvalidData.into());
            }
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Ends everyone else in this tree, and reaps them, until nobody is left.
fn end_everyone() -> io::Result<()> {
    // To the group of process 1 means to everyone: kill(2) has the group's number negative,
    // and -1 is everyone but process 1 and oneself.
    while kill_process_group(Pid::INIT, Signal::KILL) != Err(Errno::SRCH) {
        match wait(WaitOptions::empty()) {
            Ok(_) | Err(Errno::INTR | Errno::CHILD) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
