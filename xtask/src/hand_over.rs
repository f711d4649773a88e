//! Commands that are programs of their own. They are compiled when they are first
//! asked for: who only checks does not wait for it. Knows none of their options.

use crate::foreground;
use anyhow::anyhow;
use lab::process::scope::Scope;
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use submission::error::Error;
use submission::{cargo, workspace};

/// What to do when cargo has failed to fetch.
const NO_NETWORK: &str = "Next: the crates that it is made of are fetched once, which needs the network. \
Connect, and type the same command again. `cargo xtask check` works without.";

/// What to do when it has failed otherwise.
const NO_SUCCESS: &str =
    "This is not the fault of your programs. `cargo xtask check` works without.";

/// A program of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// `cargo xtask watch`.
    Watch,
    /// `cargo xtask trace`.
    Trace,
    /// The teaching assistants' commands.
    Teach,
}

impl Tool {
    /// What it is, in words.
    fn words(self) -> &'static str {
        match self {
            Self::Watch => "`cargo xtask watch`",
            Self::Trace => "`cargo xtask trace`",
            Self::Teach => "the teaching assistants' commands",
        }
    }

    /// How long compiling it takes, on two processors, after `xtask`.
    fn duration(self) -> &'static str {
        match self {
            Self::Watch | Self::Trace => "some seconds, on a slow machine half a minute",
            Self::Teach => "half a minute, on a slow machine more",
        }
    }

    /// The workspace that it is compiled in: its folder in the repository.
    fn workspace(self) -> &'static str {
        match self {
            Self::Watch | Self::Trace => "",
            Self::Teach => "teaching",
        }
    }

    /// The package that it is compiled from.
    fn package(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Trace => "trace",
            Self::Teach => "teach",
        }
    }
}

/// Compiles the tool if need be, and has it take our place, with the same arguments.
///
/// # Errors
/// If it cannot be compiled or started.
pub fn to(tool: Tool) -> anyhow::Result<ExitCode> {
    let program = compile(tool)?;
    #[expect(clippy::disallowed_methods, reason = "it is not under test, and takes our place")]
    let mut command = Command::new(program);
    command.args(env::args_os().skip(1));
    if tool == Tool::Watch {
        // It stays for an evening, and each save has threads of its own.
        command.env(cargo::HEAPS, "1");
    }
    foreground::run(command)
}

/// Has cargo compile the tool as far as anything has changed; gives its program.
fn compile(tool: Tool) -> anyhow::Result<PathBuf> {
    let (words, package) = (tool.words(), tool.package());
    let target = workspace::target();
    let program = target.join("debug").join(format!("handshake-{package}"));
    if !program.with_extension(env::consts::EXE_EXTENSION).exists() {
        console::note(&format!("Compiling {words}, once: {}.", tool.duration()));
    }
    let is_fetching = AtomicBool::new(false);
    let tell = |line: &str| {
        is_fetching.store(cargo::is_fetching(line), Ordering::SeqCst);
        console::note(line);
    };
    let workspace = workspace::root().join(tool.workspace());
    let built = cargo::build_all(&workspace, &[package], &target, &Scope::default(), &tell);
    let why = match built {
        Ok(mut built) => match built.executables.remove(package) {
            Some(program) => return Ok(program),
            None => cargo::failure(&built, package),
        },
        Err(error @ (Error::CargoMissing { .. } | Error::Interrupted)) => return Err(error.into()),
        Err(error) => error.to_string(),
    };
    let next = if is_fetching.into_inner() { NO_NETWORK } else { NO_SUCCESS };
    Err(anyhow!("{words} cannot be compiled\n{}\n{next}", why.trim_end()))
}
