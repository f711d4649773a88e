//! Tracing on Linux.
//!
//! Theory of operation. Three parties take part: the thread that called [`run`],
//! a tracing thread, and the program.
//!
//! 1. The caller's thread starts the program with the standard library's
//!    `Command`, so that all of its settings hold. Between fork and exec the new
//!    process says its id through a pipe and waits (`start.rs`).
//! 2. The tracing thread makes itself its tracer (`PTRACE_SEIZE`) and lets it go on.
//!    The new process then filters its own system calls (seccomp(2), `filter.rs`):
//!    those of interest stop for the tracer, all others run at full speed. It
//!    becomes the program by exec. Only from there on events are told.
//! 3. The tracing thread waits for whatever stops next, and decodes it
//!    (`tracer.rs`, `decode/`): a call of interest stops before it begins; if it
//!    concerns a socket, the thread is let go on to the end of that call and stops
//!    there again. Threads and children of the program are traced from their first
//!    instruction on (`PTRACE_O_TRACEFORK` and its kin) and inherit the filter.
//!
//! Who waits for whom. The tracing thread waits for its own tracees only
//! (`__WNOTHREAD`), never for another thread's child. It reaps the program, so the
//! caller must not wait for it. A program that could not be started is left to
//! the standard library, which has started it and reaps it.
//!
//! Nothing is left behind: when the tracing thread ends, however it does, the
//! kernel kills all that it traces (`PTRACE_O_EXITKILL`). So killing the process
//! that called [`run`] is enough to end the program and its descendants.
//!
//! What the program may notice: set-user-id programs that it runs gain no rights
//! (`no_new_privs`), it cannot be traced by anyone else, and its parent has a
//! thread more.

mod decode;
mod descriptors;
mod filter;
mod kernel;
mod memory;
mod process;
mod start;
mod system_call;
mod tracer;

use crate::error::Error;
use crate::event::{Ending, Event};
use nix::sys::signal::Signal;
use std::process::Command;
use std::str::FromStr;
use std::thread;

/// Runs a program to its end, and that of all that it has started, and tells
/// what it does through `tell`. Gives how the program itself ended.
///
/// Its streams must not be piped: inherited, files or nothing.
///
/// # Errors
/// If it cannot be started, or not be traced.
pub fn run(mut command: Command, tell: impl FnMut(Event) + Send) -> Result<Ending, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let gate = start::guard(&mut command)?;
    thread::scope(|scope| {
        let tracing = scope.spawn(|| match gate.take_over()? {
            Some(process) => tracer::trace(process, tell).map(Some),
            None => Ok(None),
        });
        let spawned = command.spawn();
        gate.spawned();
        let traced = match tracing.join() {
            Ok(traced) => traced,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        match (spawned, traced) {
            (_, Ok(Some(ending))) => Ok(ending),
            (Err(source), Ok(None)) => Err(Error::Start { program, source }),
            (Err(_), Err(error)) => Err(error),
            (Ok(mut child), Err(error)) => {
                // It was killed as the tracing thread ended, and is not reaped yet.
                let _ = child.wait();
                Err(error)
            }
            (Ok(_), Ok(None)) => Ok(Ending::Signal("SIGKILL".to_owned())),
        }
    })
}

/// Has this process die of a signal, by its name.
pub fn die_of(signal: &str) {
    if let Ok(signal) = Signal::from_str(signal) {
        kernel::die_of(signal as i32);
    }
}
