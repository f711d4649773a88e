//! The teaching assistants' commands, handed over to `teaching/teach`: students
//! compile nothing of them. Knows none of their options.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

use crate::console;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};
use submission::workspace;

/// Compiles `handshake-teach` if need be, and becomes it. Returns what it ended
/// with, where a process cannot become another one.
pub fn hand_over(command: &str, arguments: &[OsString]) -> ExitCode {
    let target = workspace::target();
    let tool = target.join("debug").join("handshake-teach");
    if !tool.with_extension(std::env::consts::EXE_EXTENSION).exists() {
        console::note("Compiling the teaching assistants' commands (once).");
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    #[expect(clippy::disallowed_methods, reason = "nothing of ours runs yet that it could outlive")]
    let mut cargo = Command::new(cargo);
    cargo
        .args(["run", "--quiet", "--package", "teach", "--manifest-path"])
        .arg(workspace::root().join("teaching").join("Cargo.toml"))
        // Outside of the repository cargo does not find its configuration, which says so.
        .arg("--target-dir")
        .arg(target)
        .args([OsStr::new("--"), OsStr::new(command)])
        .args(arguments);
    system::become_it(&mut cargo).unwrap_or_else(|error| {
        console::note(&format!("error: cannot start cargo: {error}"));
        crate::exit_code::Exit::GraderAtFault.into()
    })
}
