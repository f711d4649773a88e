//! A program that has the terminal to itself.
//!
//! Theory of operation. On Unix it takes our place (execve(2)): same process, same
//! terminal, same process group, so input, signals and the exit status are its own,
//! and our handlers are gone. (The shell that watches over what we start sees its
//! pipe end, and ends.) Elsewhere it is our child; Ctrl-C goes to everyone at the
//! console, so we ignore it, wait, and pass its exit status on.

use anyhow::Context;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Runs the program in our place.
pub fn run(program: &Path, arguments: &[OsString]) -> anyhow::Result<ExitCode> {
    #[expect(clippy::disallowed_methods, reason = "it is not under test, and must not be ended")]
    let mut command = Command::new(program);
    command.args(arguments);
    take_over(command).with_context(|| format!("cannot start {}", program.display()))
}

/// Has a command run in our place. Returns only if it cannot be started, and where it is our
/// child: then with its exit status.
#[cfg(unix)]
pub fn take_over(mut command: Command) -> std::io::Result<ExitCode> {
    // Returns only if it failed.
    Err(std::os::unix::process::CommandExt::exec(&mut command))
}

/// Has a command run in our place. Returns only if it cannot be started, and where it is our
/// child: then with its exit status.
#[cfg(not(unix))]
pub fn take_over(mut command: Command) -> std::io::Result<ExitCode> {
    console::interrupt::stand_aside();
    let code = command.status()?.code();
    // Windows has exit codes of 32 bits, and std takes 8 of them.
    Ok(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
