//! The start: between fork and exec the new process waits until it is traced.
//!
//! Two pipes lead through the gate: the new process says its id in one, and reads
//! in the other whether it may go on.

use super::kernel::{self, Go, Stop};
use super::{filter, kernel::Change};
use crate::error::Error;
use nix::errno::Errno;
use std::fs;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::process::Command;

/// What the new process may be told.
const GO_ON: u8 = 1;
const GIVE_UP: u8 = 0;

/// The id that is said when there is no new process.
const NOBODY: libc::pid_t = 0;

/// Our side of the gate.
pub struct Gate {
    id: PipeReader,
    /// Says that nobody came, if the process could not even be made.
    nobody: PipeWriter,
    answer: PipeWriter,
}

/// Has `command` wait at a gate before it becomes its program.
pub fn guard(command: &mut Command) -> Result<Gate, Error> {
    let pipe = || io::pipe().map_err(|source| Error::Kernel { what: "make a pipe", source });
    let (id, id_writer) = pipe()?;
    let (answer_reader, answer) = pipe()?;
    let nobody =
        id_writer.try_clone().map_err(|source| Error::Kernel { what: "make a pipe", source })?;
    let ours = answer.as_raw_fd();
    kernel::filter_at_start(command, filter::build(), move || {
        // Else it would wait for itself if we were killed.
        kernel::close_inherited(ours);
        let process = std::process::id().cast_signed();
        (&id_writer).write_all(&process.to_ne_bytes())?;
        let mut answer = [GIVE_UP];
        (&answer_reader).read_exact(&mut answer)?;
        if answer == [GO_ON] { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    });
    Ok(Gate { id, nobody, answer })
}

impl Gate {
    /// Says that the start is over: whoever still waits for an id waits in vain.
    pub fn spawned(&self) {
        // An error means that nobody waits.
        let _ = (&self.nobody).write_all(&NOBODY.to_ne_bytes());
    }

    /// Becomes the tracer of the new process and brings it to where it has become
    /// its program and stands still. `None`: it could not, and has ended.
    pub fn take_over(&self) -> Result<Option<libc::pid_t>, Error> {
        let mut id = [0; size_of::<libc::pid_t>()];
        (&self.id)
            .read_exact(&mut id)
            .map_err(|source| Error::Kernel { what: "read an id", source })?;
        let process = libc::pid_t::from_ne_bytes(id);
        if process == NOBODY {
            return Ok(None);
        }
        let seized = kernel::seize(process).map_err(|errno| refused(process, errno));
        let answer = if seized.is_ok() { GO_ON } else { GIVE_UP };
        // An error means that it was killed, which is seen next.
        let _ = (&self.answer).write_all(&[answer]);
        seized?;
        to_exec(process)
            .map_err(|errno| Error::Kernel { what: "start tracing", source: errno.into() })
    }
}

/// Follows the new process to its exec. It is not reaped if it ends: the standard
/// library waits for it.
fn to_exec(process: libc::pid_t) -> Result<Option<libc::pid_t>, Errno> {
    loop {
        match kernel::stands_still(process) {
            Ok(true) => {}
            // It has ended, and may be reaped already.
            Ok(false) | Err(Errno::ECHILD) => return Ok(None),
            Err(errno) => return Err(errno),
        }
        let (_, change) = kernel::wait()?;
        match change {
            Change::Stopped(Stop::Executed) => return Ok(Some(process)),
            Change::Stopped(Stop::Signal(signal)) => kernel::resume(process, Go::On, signal)?,
            Change::Stopped(Stop::Group) => kernel::leave_stopped(process)?,
            Change::Stopped(Stop::Entry | Stop::Exit | Stop::Forked | Stop::Begun) => {
                kernel::resume(process, Go::On, 0)?;
            }
            // Unreachable, since it stood still; and then there is nothing to trace.
            Change::Exited(_) | Change::Killed(_) => return Ok(None),
        }
    }
}

/// Why the kernel refused: another tracer is there, or it is forbidden.
fn refused(process: libc::pid_t, errno: Errno) -> Error {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
    match tracer.and_then(|id| id.trim().parse().ok()) {
        Some(0) | None => Error::Forbidden(errno.into()),
        Some(by) => Error::AlreadyTraced { by },
    }
}
