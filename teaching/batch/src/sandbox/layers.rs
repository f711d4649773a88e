//! Which layers of the sandbox really hold, each found out by trying to break it
//! from inside. A layer is never assumed from the system's version.

use super::cell::{Cell, NOBODY, write_etc};
use super::descriptors;
use super::program::{self, limits};
use super::{Invoker, Sandbox};
use crate::error::Error;
use lab::confinement::Wrapping;
use lab::exit::Exit;
use lab::patience;
use lab::process::scope::Scope;
use lab::process::{Process, Stream};
use lab::transcript::Transcript;
use std::ffi::OsString;
use std::path::Path;

/// A layer of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name, as reports list it.
    pub name: &'static str,
    /// What it keeps out, in words.
    pub meaning: &'static str,
    /// Why it does not hold, if it does not.
    pub lack: Option<String>,
}

/// A layer and the shell command that ends with status 0 in the box of a program
/// if it holds.
type Probe = (&'static str, &'static str, &'static str);

const PROBES: [Probe; 9] = [
    (
        "no-descriptors",
        "no open file but its own three",
        "[ \"$(ls /proc/self/fd | tr '\\n' ' ')\" = '0 1 2 3 ' ]",
    ),
    (
        "own-network",
        "no network but a loopback of its own, with IPv4 and IPv6",
        "[ \"$(grep -c : /proc/net/dev)\" = 1 ] && grep -q ' lo$' /proc/net/if_inet6",
    ),
    (
        "own-processes",
        "no other process is seen or reached",
        "[ \"$(ls -d /proc/[0-9]* | wc -l)\" -lt 9 ]",
    ),
    (
        "own-files",
        "no file but the system's programs",
        "[ ! -e /root ] && [ ! -e /home ] && [ ! -e /var ] && [ ! -e /etc/passwd ]",
    ),
    (
        "read-only",
        "nothing can be written but small folders in memory",
        "! (: > /x) && ! (: > /dev/x) && ! (: > /usr/x) && : > /tmp/x && : > /dev/shm/x",
    ),
    (
        "small-memory-folders",
        "/tmp and /dev/shm are small",
        "! head -c 40000000 /dev/zero > /tmp/x && ! head -c 40000000 /dev/zero > /dev/shm/x",
    ),
    (
        "own-environment",
        "nothing of the grader's environment",
        "! tr '\\0' '\\n' < /proc/1/environ | grep -vqE '^(PATH|HOME|PWD|HANDSHAKE_EXPERIMENT)='",
    ),
    (
        "no-privileges",
        "no capability, none to be gained",
        "grep -q 'CapEff:.0000000000000000' /proc/self/status && grep -q 'NoNewPrivs:.1' /proc/self/status",
    ),
    ("no-namespaces", "no namespace can be made", "! unshare --user true"),
];

/// In the cell, opens what bwrap notes into; nobody reads it.
const OPEN_NOTE: &str = "exec \"$@\" 3> /tmp/note";
/// Its number there.
const NOTE: i32 = 3;

/// As whom the layers are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grader {
    /// Whoever runs this program.
    Caller,
    /// An ordinary user, whom root plays: one that owns nothing.
    OrdinaryUser,
}

impl Grader {
    fn invoker(self) -> Invoker {
        match self {
            Self::Caller => Invoker::current(),
            Self::OrdinaryUser => Invoker::User,
        }
    }

    /// What makes a command one of this grader's.
    fn prefix(self) -> Vec<OsString> {
        match self {
            Self::Caller => Vec::new(),
            Self::OrdinaryUser => {
                let nobody = NOBODY.to_string();
                ["setpriv", "--reuid", &nobody, "--regid", &nobody, "--clear-groups"]
                    .map(OsString::from)
                    .to_vec()
            }
        }
    }
}

/// Tries every layer, in the box that programs under test get. An ordinary user must
/// be able to reach `scratch`.
#[must_use]
pub fn layers(scratch: &Path, grader: Grader) -> Vec<Layer> {
    descriptors::keep_to_ourselves();
    let mut layers: Vec<Layer> = PROBES
        .iter()
        .map(|&(name, meaning, script)| Layer {
            name,
            meaning,
            lack: probe(grader, scratch, script).err(),
        })
        .collect();
    layers.push(Layer {
        name: "limits",
        meaning: "memory, processes, processor time, files and open files are limited",
        lack: probe(grader, scratch, &limits_hold()).err(),
    });
    let lack = match grader.invoker() {
        Invoker::User => None,
        Invoker::Root => probe_cell(grader, scratch, "[ \"$(id -u)\" != 0 ]").err(),
    };
    layers.push(Layer {
        name: "not-root",
        meaning: "nothing runs as root, not even the judge",
        lack,
    });
    layers
}

/// The sandbox, if all its layers hold, and their names.
///
/// # Errors
/// Which does not hold, and why.
pub fn require(scratch: &Path) -> Result<(Sandbox, Vec<String>), Error> {
    let layers = layers(scratch, Grader::Caller);
    if let Some((layer, lack)) = layers.iter().find_map(|layer| Some((layer, layer.lack.as_ref()?)))
    {
        return Err(Error::NoSandbox(format!("{} ({}): {lack}", layer.name, layer.meaning)));
    }
    let names = layers.into_iter().map(|layer| layer.name.to_owned()).collect();
    Ok((Sandbox::Bubblewrap(Invoker::current()), names))
}

fn probe(grader: Grader, scratch: &Path, script: &str) -> Result<(), String> {
    let sandbox = Sandbox::Bubblewrap(grader.invoker());
    let confinement = program::confinement(sandbox).ok_or("there is no sandbox")?;
    let stage = lab::setting::Setting::Plain.prepare(scratch).map_err(|error| error.to_string())?;
    let command = ["sh", "-c", script].map(OsString::from);
    let mut full = ["sh", "-c", OPEN_NOTE, "sh"].map(OsString::from).to_vec();
    full.extend(confinement.command(&stage, &command, NOTE));
    run(grader, scratch, &full)
}

fn probe_cell(grader: Grader, scratch: &Path, script: &str) -> Result<(), String> {
    run(grader, scratch, &["sh", "-c", script].map(OsString::from))
}

/// A shell command that ends with status 0 if the limits are those that we set (proc(5)).
fn limits_hold() -> String {
    let limits = [
        ("processes", limits::PROCESSES),
        ("data size", limits::DATA),
        ("cpu time", limits::PROCESSOR),
        ("file size", limits::FILE),
        ("open files", limits::OPEN_FILES),
    ];
    let holds =
        |(name, most)| format!("grep -q '^Max {name}  *{most}  *{most} ' /proc/self/limits");
    limits.map(holds).join(" && ")
}

/// Runs a command in a cell, and gives what it complained about.
fn run(grader: Grader, scratch: &Path, command: &[OsString]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("it needs Linux".to_owned());
    }
    let etc = scratch.join("etc");
    write_etc(&etc).map_err(|error| error.to_string())?;
    let sandbox = Sandbox::Bubblewrap(grader.invoker());
    let mut full = grader.prefix();
    full.extend(Cell::new(sandbox, &etc).command(command));
    let mut process =
        Process::start(&full, Wrapping::Bare, &Transcript::start(), &Scope::default())
            .map_err(|error| error.to_string())?;
    match process.wait_end(patience::LONG_READ) {
        Some(Exit::Status(0)) => Ok(()),
        Some(exit) => {
            let said = process.printed(Stream::Stderr);
            Err(format!("{exit}: {}", String::from_utf8_lossy(&said).trim()))
        }
        None => Err("the trial did not end".to_owned()),
    }
}
