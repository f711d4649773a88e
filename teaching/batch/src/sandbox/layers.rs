//! Which layers of the sandbox really hold, each found out by trying to break it
//! from inside. A layer is never assumed from the system's version.

use super::cell::{Cell, NOBODY, write_etc};
use super::descriptors;
use super::program::limits;
use super::{Invoker, Sandbox};
use crate::error::Error;
use crate::inside::{self, Role};
use lab::exit::Exit;
use lab::process::scope::Scope;
use lab::process::{Process, Stream};
use lab::transcript::Transcript;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, io, iter};

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
type Probe<'a> = (&'static str, &'static str, &'a str);

/// How long all trials together may take: each has a deadline of its own.
const TRIALS: Duration = Duration::from_secs(120);

const PROBES: [Probe<'static>; 11] = [
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
        "! tr '\\0' '\\n' < /proc/$$/environ | grep -vqE '^(PATH|HOME|HANDSHAKE_EXPERIMENT)='",
    ),
    (
        "starter-out-of-reach",
        "who starts programs in a box can be neither looked into nor signalled by them",
        "cd /proc/1 && ! cat environ && ! ls fd && ! cat maps && ! readlink exe && ! head -c1 mem && \
         kill -KILL 1 && kill -STOP 1 && kill -TERM 1 && kill -HUP 1 && kill -SEGV 1 && kill -SEGV 1",
    ),
    (
        "no-privileges",
        "no capability, none to be gained",
        "grep -q 'CapEff:.0000000000000000' /proc/self/status && grep -q 'NoNewPrivs:.1' /proc/self/status",
    ),
    (
        "no-keys",
        "the kernel's keys, which belong to who grades, do not exist",
        "grep -q '^Seccomp:.2$' /proc/self/status",
    ),
    ("no-namespaces", "no namespace can be made", "! unshare --user true"),
];

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

    /// This program, where this grader can execute it.
    fn own_program(self, scratch: &Path) -> io::Result<PathBuf> {
        let program = env::current_exe()?;
        match self {
            Self::Caller => Ok(program),
            Self::OrdinaryUser => {
                let copy = scratch.join("judge");
                fs::copy(program, &copy)?;
                Ok(copy)
            }
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

/// Tries every layer, in the boxes that programs under test get. An ordinary user must
/// be able to reach `scratch`.
#[must_use]
pub fn layers(scratch: &Path, grader: Grader) -> Vec<Layer> {
    descriptors::keep_to_ourselves();
    let limits = limits_hold();
    let limits: Probe =
        ("limits", "memory, processes, processor time, files and open files are limited", &limits);
    let probes: Vec<Probe<'_>> = PROBES.into_iter().chain([limits]).collect();
    let scripts: Vec<&str> = probes.iter().map(|&(_, _, script)| script).collect();
    let lacks = try_in_boxes(grader, scratch, &scripts)
        .unwrap_or_else(|lack| vec![Some(lack); scripts.len()]);
    let mut layers: Vec<Layer> = iter::zip(probes, lacks)
        .map(|((name, meaning, _), lack)| Layer { name, meaning, lack })
        .collect();
    let lack = match grader.invoker() {
        Invoker::User => None,
        Invoker::Root => try_in_cell(grader, scratch, "[ \"$(id -u)\" != 0 ]").err(),
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

/// Runs shell commands in boxes. Gives for each what it has complained about.
fn try_in_boxes(
    grader: Grader,
    scratch: &Path,
    scripts: &[&str],
) -> Result<Vec<Option<String>>, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let program = grader.own_program(scratch).map_err(|error| text(&error))?;
    let mut cell = cell(grader, scratch)?;
    let program = cell.read_only(&program, "/judge");
    let order = serde_json::to_string(scripts).map_err(|error| text(&error))?;
    let lacks = run(grader, &cell, &inside::command(program.into(), Role::Trial, order.into()))?;
    serde_json::from_slice(&lacks).map_err(|error| text(&error))
}

/// Runs a shell command in a cell.
fn try_in_cell(grader: Grader, scratch: &Path, script: &str) -> Result<(), String> {
    let cell = cell(grader, scratch)?;
    run(grader, &cell, &["sh", "-c", script].map(OsString::from)).map(|_| ())
}

/// A shell command that ends with status 0 if the limits are those that we set (proc(5)).
fn limits_hold() -> String {
    let limits = [
        ("processes", limits::PROCESSES),
        ("data size", limits::DATA),
        ("cpu time", limits::PROCESSOR),
        ("file size", limits::FILE),
        ("open files", limits::OPEN_FILES),
        ("msgqueue size", limits::MESSAGE_QUEUES),
    ];
    let holds =
        |(name, most)| format!("grep -q '^Max {name}  *{most}  *{most} ' /proc/self/limits");
    limits.map(holds).join(" && ")
}

fn cell(grader: Grader, scratch: &Path) -> Result<Cell, String> {
    if !cfg!(target_os = "linux") {
        return Err("it needs Linux".to_owned());
    }
    let etc = scratch.join("etc");
    write_etc(&etc).map_err(|error| error.to_string())?;
    Ok(Cell::new(Sandbox::Bubblewrap(grader.invoker()), &etc))
}

/// Runs a command in a cell, and gives what it says, or what it complains about.
fn run(grader: Grader, cell: &Cell, command: &[OsString]) -> Result<Vec<u8>, String> {
    let mut full = grader.prefix();
    full.extend(cell.command(command));
    let mut process = Process::start(&full, &Transcript::start(), &Scope::default())
        .map_err(|error| error.to_string())?;
    match process.wait_end(TRIALS) {
        Some(Exit::Status(0)) => Ok(process.printed(Stream::Stdout)),
        Some(exit) => {
            let said = process.printed(Stream::Stderr);
            Err(format!("{exit}: {}", String::from_utf8_lossy(&said).trim()))
        }
        None => Err("the trial did not end".to_owned()),
    }
}
