//! Processes on Windows: each program lives in a job object of its own, which
//! takes its children along when it is ended. The job dies with the grader,
//! too, however that ends.

use crate::exit::Exit;
use process_wrap::std::{ChildWrapper, CommandWrap, JobObject};
use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often the end of a program is looked for: the job object offers no
/// blocking wait that another thread could end.
const TICK: Duration = Duration::from_millis(2);

type Shared = Arc<Mutex<Box<dyn ChildWrapper>>>;

/// A program that runs or has ended.
pub struct Handle {
    child: Shared,
    id: u32,
}

/// The command that starts `program`, a file or a name that the system looks for.
#[expect(clippy::disallowed_methods, reason = "for the one place that starts programs")]
pub fn command(program: &OsStr) -> Command {
    Command::new(program)
}

/// Starts `command` in a job object of its own.
pub fn spawn(command: Command) -> io::Result<Handle> {
    let child = CommandWrap::from(command).wrap(JobObject).spawn()?;
    let id = child.id();
    Ok(Handle { child: Arc::new(Mutex::new(child)), id })
}

impl Handle {
    /// The process id.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// A function that blocks until the program has ended.
    #[expect(clippy::disallowed_methods, reason = "see TICK")]
    pub fn waiter(&self) -> impl FnOnce() -> Exit + Send + 'static {
        let child = Arc::clone(&self.child);
        move || loop {
            // The inner child: the job's own wait would include grandchildren.
            let ended = child.lock().unwrap_or_else(PoisonError::into_inner).inner_mut().try_wait();
            match ended {
                Ok(Some(status)) => break Exit::Status(status.code().unwrap_or(-1)),
                Ok(None) => thread::sleep(TICK),
                Err(_) => break Exit::Status(-1),
            }
        }
    }

    /// Ends the program and everything in its job.
    pub fn kill(&mut self) {
        let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).start_kill();
    }

    /// Nothing to free: the handles close with this value.
    pub fn reap(&mut self) {}
}

/// Ends a registered program and its children from another thread. The job
/// object belongs to that one, and tools have none: hence taskkill(1).
pub fn kill_by_id(id: u32) {
    #[expect(clippy::disallowed_methods, reason = "not a program under test")]
    let mut command = Command::new("taskkill");
    let id = id.to_string();
    let _ = command
        .args(["/F", "/T", "/PID", &id])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// Windows has no such call.
pub fn pause_by_id(_id: u32) {}

/// See `pause_by_id`.
pub fn resume_by_id(_id: u32) {}

/// Nothing to wait for: nobody is left to be ended when it is dead.
pub fn wait_for_death(_id: u32) {}
