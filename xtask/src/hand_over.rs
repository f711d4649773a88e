//! Commands that are programs of their own. They are compiled when they are first
//! asked for: who only checks does not wait for it. Knows none of their options.

use crate::exit_code::Exit;
use crate::foreground;
use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};
use submission::workspace;

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
pub fn to(tool: Tool) -> ExitCode {
    let package = tool.package();
    let target = workspace::target();
    let binary = target.join("debug").join(format!("handshake-{package}"));
    if !binary.with_extension(env::consts::EXE_EXTENSION).exists() {
        console::note(&format!("Compiling {} (once).", tool.words()));
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    #[expect(clippy::disallowed_methods, reason = "nothing of ours runs yet that it could outlive")]
    let mut cargo = Command::new(cargo);
    cargo
        .args(["run", "--quiet", "--package", package, "--manifest-path"])
        .arg(workspace::root().join(tool.workspace()).join("Cargo.toml"))
        // Outside of the repository cargo does not find its configuration, which says so.
        .arg("--target-dir")
        .arg(target)
        .arg("--")
        .args(env::args_os().skip(1));
    foreground::take_over(cargo).unwrap_or_else(|error| {
        console::note(&format!("error: cannot start cargo: {error}"));
        Exit::GraderAtFault.into()
    })
}
