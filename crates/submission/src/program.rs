//! One program of the student's, to be run by hand: built, and not judged. An
//! untouched stub is a program like any other here.

use crate::error::Error;
use crate::exercises::{Exercises, Found};
use crate::{cargo, workspace};
use course::step::Step;
use lab::process::scope::Scope;
use std::path::PathBuf;

/// What came of building it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// Its executable.
    Ready(PathBuf),
    /// There is no source.
    Missing,
    /// It does not compile; what the compiler said, coloured as rustc does it.
    BuildFailed(String),
}

/// Builds the student's program of a step. `progress` is given the lines that say
/// what takes so long.
///
/// # Errors
/// If cargo cannot do its work, or the source cannot be read.
pub fn build(step: Step, progress: &(dyn Fn(&str) + Sync)) -> Result<Program, Error> {
    match Exercises::ours().find(step)? {
        Found::Nothing => return Ok(Program::Missing),
        Found::Stub | Found::Written => {}
    }
    let package = step.name().to_owned();
    let scope = Scope::default();
    let mut built =
        cargo::build(workspace::root(), &[package], &workspace::target(), &scope, progress)?;
    Ok(match built.executables.remove(step.name()) {
        Some(executable) => Program::Ready(executable),
        None => Program::BuildFailed(cargo::failure(&built, step.name())),
    })
}
