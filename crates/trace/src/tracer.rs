//! Whether programs can be traced here, and how. The program of `crates/socket-trace`
//! does it: it stands before the program's own command (`socket_trace::helper`). It is
//! built when it is first needed: who only checks does not wait for it.

use crate::patience;
use lab::Lab;
use lab::fault::Fault;
use lab::host::Host;
use lab::process::{Process, Stream};
use lab::setting::Setting;
use socket_trace::event::Event;
use socket_trace::{helper, look_up};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use submission::error::Error;
use submission::{cargo, workspace};

/// Whether programs can be traced here.
pub enum Tracing {
    Possible(Tracer),
    /// Why not: a phrase.
    Impossible(String),
}

/// Starts programs traced.
pub struct Tracer {
    tool: PathBuf,
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
    let tool = match tool(host) {
        Ok(tool) => tool,
        Err(Error::Interrupted) => return Err(Error::Interrupted.into()),
        Err(error) => {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            return Ok(Tracing::Impossible(format!("what traces cannot be built ({first})")));
        }
    };
    let tracer = Tracer { tool, folder: host.scratch().to_owned() };
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

/// The program that traces.
fn tool(host: &Host) -> Result<PathBuf, Error> {
    const PACKAGE: &str = "socket-trace";
    let packages = [PACKAGE.to_owned()];
    let tell = console::note;
    let root = workspace::root();
    let built = cargo::build(root, &packages, &workspace::target(), host.scope(), &tell)?;
    let tool = built.executables.get(PACKAGE).cloned();
    tool.ok_or_else(|| Error::CargoFailed {
        packages: PACKAGE.to_owned(),
        said: cargo::failure(&built, PACKAGE),
    })
}

impl Tracer {
    /// Starts a program traced; its events go to the file that is called `name`.
    pub fn start(&self, lab: &Lab<'_>, command: &[OsString], name: &str) -> Result<Traced, Fault> {
        let file = self.folder.join(format!("{name}.events"));
        let words = [self.tool.clone().into(), file.clone().into()];
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
