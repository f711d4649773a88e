//! Processes on Unix: each program leads a process group of its own.
//!
//! Theory of operation. The program is started as the leader of a new process
//! group; so Ctrl-C in the student's terminal does not reach it, and one
//! `killpg` reaches it and its children. A thread waits for its end with
//! `waitid(WNOWAIT)`, which leaves the zombie in place: as long as it is there,
//! the process id and the group id cannot be given to anyone else, so the kill
//! that follows cannot hit a stranger. Only then it is reaped.
//!
//! Where std has to search a PATH that the program is given, it forks, and a fork copies
//! the tables of all of our memory. For a file it calls posix_spawn(3), which copies
//! nothing. So we search.

use crate::exit::Exit;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid,
};
use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::{env, io};

/// A program that runs or has ended, but is not reaped.
pub struct Handle {
    child: Child,
    pid: Pid,
}

/// The command that starts `program`, a file or a name that PATH has.
pub fn command(program: &OsStr) -> Command {
    #[expect(clippy::disallowed_methods, reason = "for the one place that starts programs")]
    let mut command = Command::new(find(program).as_deref().unwrap_or(Path::new(program)));
    command.arg0(program);
    command
}

/// The file of a program that is a mere name.
fn find(program: &OsStr) -> Option<PathBuf> {
    const ANYONE_MAY_EXECUTE: u32 = 0o111;
    if program.as_encoded_bytes().contains(&b'/') {
        return None;
    }
    let path = env::var_os("PATH")?;
    let files = env::split_paths(&path).filter(|folder| folder.is_absolute());
    files.map(|folder| folder.join(program)).find(|file| {
        file.metadata()
            .is_ok_and(|file| file.is_file() && file.permissions().mode() & ANYONE_MAY_EXECUTE != 0)
    })
}

/// Starts `command` in a process group of its own.
pub fn spawn(mut command: Command) -> io::Result<Handle> {
    let child = command.process_group(0).spawn()?;
    let pid = Pid::from_child(&child);
    Ok(Handle { child, pid })
}

impl Handle {
    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A function that blocks until the program has ended and leaves it to be reaped.
    pub fn waiter(&self) -> impl FnOnce() -> Exit + Send + 'static {
        let pid = self.pid;
        move || loop {
            match waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT) {
                Ok(Some(status)) => {
                    let signal = status.terminating_signal().map(Exit::Signal);
                    let exit = status.exit_status().map(Exit::Status);
                    break exit.or(signal).unwrap_or(Exit::Status(-1));
                }
                Ok(None) | Err(rustix::io::Errno::INTR) => {}
                // Cannot happen while the zombie is ours; never spin on it.
                Err(_) => break Exit::Status(-1),
            }
        }
    }

    /// Kills the program and everything in its process group.
    pub fn kill(&mut self) {
        // An error means that nobody is left in the group.
        let _ = kill_process_group(self.pid, Signal::KILL);
        // It may have moved to another group (setpgid); its id is still its own.
        let _ = kill_process(self.pid, Signal::KILL);
    }

    /// Frees the process id. Call after the program has ended and was killed.
    pub fn reap(&mut self) {
        let _ = self.child.wait();
    }
}

/// Kills the process group of a registered program from another thread. It is
/// reaped elsewhere.
pub fn kill_by_id(id: u32) {
    if let Some(pid) = to_pid(id) {
        let _ = kill_process_group(pid, Signal::KILL);
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Stops a program and its group (SIGSTOP).
pub fn pause_by_id(id: u32) {
    if let Some(pid) = to_pid(id) {
        let _ = kill_process_group(pid, Signal::STOP);
    }
}

/// Lets them go on (SIGCONT).
pub fn resume_by_id(id: u32) {
    if let Some(pid) = to_pid(id) {
        let _ = kill_process_group(pid, Signal::CONT);
    }
}

/// Waits until a child of ours is dead, and leaves it to be reaped.
pub fn wait_for_death(id: u32) {
    if let Some(pid) = to_pid(id) {
        let wait = || waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        // Interrupted by a signal: the child still runs.
        while wait().is_err_and(|error| error == rustix::io::Errno::INTR) {}
    }
}

fn to_pid(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_and_a_path_is_taken_as_it_is() {
        let shell = command(OsStr::new("sh"));
        assert!(Path::new(shell.get_program()).is_absolute(), "{:?}", shell.get_program());
        for path in ["./sh", "/no/such/program", "no-such-program"] {
            assert_eq!(command(OsStr::new(path)).get_program(), path);
        }
    }

    #[test]
    fn a_program_is_told_the_name_that_it_was_called_by() {
        let mut shell = command(OsStr::new("sh"));
        let said = shell.args(["-c", "echo $0"]).output().unwrap().stdout;
        assert_eq!(said, b"sh\n");
    }
}
