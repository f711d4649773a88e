//! Whether programs can be traced here, and how: our own program, started once more with
//! [`AS_HELPER`], stands before the program's own command (`socket_trace::helper`).

use crate::patience;
use anyhow::Context;
use lab::Lab;
use lab::fault::Fault;
use lab::host::Host;
use lab::process::{Process, Stream};
use lab::setting::Setting;
use socket_trace::event::Event;
use socket_trace::{helper, look_up};
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What makes our program the helper that traces another.
pub const AS_HELPER: &str = "as-helper";

/// Whether programs can be traced here.
pub enum Tracing {
    Possible(Tracer),
    /// Why not: a phrase.
    Impossible(String),
}

/// Starts programs traced.
pub struct Tracer {
    helper: PathBuf,
    folder: PathBuf,
}

/// A program that runs traced.
pub struct Traced {
    pub process: Process,
    file: PathBuf,
}

/// Finds out by tracing a program that does nothing.
pub fn find_out(host: &Host) -> anyhow::Result<Tracing> {
    if !cfg!(target_os = "linux") {
        return Ok(Tracing::Impossible("system calls are traced on Linux only".to_owned()));
    }
    let helper = env::current_exe().context("cannot find our own program")?;
    let tracer = Tracer { helper, folder: host.scratch().to_owned() };
    let mut traced = tracer.start(&Lab::new(host, 0, ""), &["true".into()], "nothing")?;
    traced.process.wait_end(patience::TALK);
    if !traced.events()?.is_empty() {
        return Ok(Tracing::Possible(tracer));
    }
    let said = traced.process.printed(Stream::Stderr);
    let said = String::from_utf8_lossy(&said);
    let why = said.lines().next().unwrap_or("it did not answer");
    Ok(Tracing::Impossible(why.strip_prefix("error: ").unwrap_or(why).to_owned()))
}

impl Tracer {
    /// Starts a program traced; its events go to the file that is called `name`.
    pub fn start(&self, lab: &Lab<'_>, command: &[OsString], name: &str) -> Result<Traced, Fault> {
        let file = self.folder.join(format!("{name}.events"));
        let words = [self.helper.clone().into(), AS_HELPER.into(), file.clone().into()];
        let command: Vec<OsString> = words.into_iter().chain(command.iter().cloned()).collect();
        let process = lab.start(&command, &Setting::Plain, name)?;
        Ok(Traced { process, file })
    }
}

impl Traced {
    /// What it has done so far, look-ups of names folded.
    pub fn events(&self) -> io::Result<Vec<Event>> {
        Ok(look_up::fold(read(&self.file)?))
    }
}

/// The events of a file; none if the helper has not even made it.
fn read(file: &Path) -> io::Result<Vec<Event>> {
    match helper::read(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other,
    }
}
