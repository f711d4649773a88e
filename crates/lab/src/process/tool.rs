//! Tools of the grader's own (cargo).

use super::registry::{Kind, MARKER};
use super::scope::Scope;
use super::{platform, registry};
use crate::fault::Fault;
use std::io::{self, Read as _};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Output};
use std::thread;

/// A tool of the grader's own (cargo), so that an interrupt or a cancelled run
/// ends it, too.
#[derive(Debug)]
pub struct Tool {
    child: Child,
    is_registered: bool,
}

impl Tool {
    /// Starts a tool in a process group of its own.
    ///
    /// # Errors
    /// If it cannot be started, or the run was interrupted.
    pub fn start(command: &mut Command, scope: &Scope) -> Result<Self, Fault> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let marker = registry::fresh_marker();
        command.env(MARKER, &marker);
        let mut entry = registry::enter(scope, marker)?;
        entry.announce();
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|source| Fault::Start { program, source })?;
        entry.register(child.id(), Kind::Tool);
        Ok(Self { child, is_registered: true })
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its two streams, if they are pipes and were not taken before.
    pub fn pipes(&mut self) -> Option<(ChildStdout, ChildStderr)> {
        Some((self.child.stdout.take()?, self.child.stderr.take()?))
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If the system does not tell how it ended.
    pub fn wait(mut self) -> io::Result<ExitStatus> {
        self.leave()
    }

    /// Waits for its end, and gives all that it printed.
    ///
    /// # Errors
    /// If its streams are no pipes or cannot be read.
    pub fn output(mut self) -> io::Result<Output> {
        let (mut out, mut err) = self.pipes().ok_or(io::ErrorKind::BrokenPipe)?;
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        thread::scope(|threads| {
            // Both at once: a full pipe would hold the tool.
            let rest = threads.spawn(|| err.read_to_end(&mut stderr));
            out.read_to_end(&mut stdout)?;
            rest.join().unwrap_or(Ok(0))
        })?;
        Ok(Output { status: self.wait()?, stdout, stderr })
    }

    /// Takes it from the registry when it is dead.
    fn leave(&mut self) -> io::Result<ExitStatus> {
        let id = self.child.id();
        platform::wait_for_death(id);
        self.is_registered = false;
        registry::leave(id, || self.child.wait())
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        if self.is_registered {
            // Its work is not wanted any more.
            platform::kill_by_id(self.child.id());
            let _ = self.leave();
        }
    }
}
