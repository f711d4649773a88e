//! Tools of the grader's own (cargo).

use super::registry;
use crate::fault::Fault;
use std::process::{Child, Command};

/// A tool of the grader's own (cargo), so that an interrupt ends it, too.
pub struct Tool {
    id: u32,
}

impl Tool {
    /// Starts a tool in a process group of its own.
    ///
    /// # Errors
    /// If it cannot be started, or the run was interrupted.
    pub fn start(command: &mut Command) -> Result<(Self, Child), Fault> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let entry = registry::enter()?;
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|source| Fault::Start { program, source })?;
        entry.register(child.id(), "");
        Ok((Self { id: child.id() }, child))
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        registry::leave(self.id);
    }
}
