//! A program that has the terminal to itself.
//!
//! Theory of operation. On Unix it takes our place (execve(2)): same process, same
//! terminal, same process group, so input, signals and the exit status are its own,
//! and our handlers are gone. (The shell that watches over what we start sees its
//! pipe end, and ends.) Elsewhere it is our child; Ctrl-C goes to everyone at the
//! console, so we ignore it, wait, and pass its exit status on.

use anyhow::Context;
use std::process::{Command, ExitCode};

/// Has a command run in our place.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    let program = command.get_program().to_owned();
    take_over(command).with_context(|| format!("cannot start {}", program.display()))
}

/// Returns only if it cannot be started, and where it is our
/// child: then with its exit status.
#[cfg(unix)]
fn take_over(mut command: Command) -> std::io::Result<ExitCode> {
    // Returns only if it failed.
    Err(std::os::unix::process::CommandExt::exec(&mut command))
}

/// Returns only if it cannot be started, and where it is our
/// child: then with its exit status.
#[cfg(not(unix))]
fn take_over(mut command: Command) -> std::io::Result<ExitCode> {
    console::interrupt::stand_aside();
    let code = command.status()?.code();
    // Windows has exit codes of 32 bits, and std takes 8 of them.
    Ok(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
