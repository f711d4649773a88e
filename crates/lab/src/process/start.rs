//! What each program is started with: its command, the environment that it may see, its two
//! pipes. Starts nothing.

use super::platform;
use super::registry::MARKER;
use super::stdout::Stdout;
use crate::fault::Fault;
use std::ffi::{OsStr, OsString};
use std::process::Command;
use std::{env, io};

/// The environment variables that a program under test may see. Anything else
/// (`RUST_BACKTRACE`, a seed, a secret) stays with the grader.
const ENVIRONMENT: &[&str] = &[
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "SystemRoot",
    "SystemDrive",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "PATHEXT",
];

/// The reading ends of a program's pipes.
pub struct Pipes {
    pub stdout: io::PipeReader,
    pub stderr: io::PipeReader,
    /// Bytes in its standard output that are not the program's.
    pub filler: u64,
}

/// The writing ends.
pub struct PipeEnds {
    pub stdout: io::PipeWriter,
    pub stderr: io::PipeWriter,
}

impl Pipes {
    pub fn new(kind: Stdout) -> io::Result<(Self, PipeEnds)> {
        let (output, mut output_end) = io::pipe()?;
        let (errors, errors_end) = io::pipe()?;
        let filler = kind.fill(&mut output_end)?;
        let ends = PipeEnds { stdout: output_end, stderr: errors_end };
        Ok((Self { stdout: output, stderr: errors, filler }, ends))
    }
}

/// A command with the environment that a program under test gets.
pub fn prepare(command: &[OsString], marker: &str) -> Result<Command, Fault> {
    let (program, arguments) = command
        .split_first()
        .ok_or(io::ErrorKind::NotFound.into())
        .map_err(Fault::start(OsStr::new("")))?;
    let mut command = platform::command(program);
    command
        .args(arguments)
        .env_clear()
        .envs(ENVIRONMENT.iter().filter_map(|name| Some((name, env::var_os(name)?))))
        .env(MARKER, marker);
    Ok(command)
}
