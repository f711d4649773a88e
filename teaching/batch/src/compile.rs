//! Compiling one step of a submission, in a cell. rustc is called directly, with
//! what cargo would tell it: nothing is planned, fingerprinted or emitted that grading
//! does not need.

use crate::error::Error;
use crate::intake::Sources;
use crate::kit::Kit;
use crate::results::write_step;
use crate::sandbox::Sandbox;
use crate::sandbox::cell::Cell;
use course::step::Step;
use lab::exit::Exit;
use lab::process::scope::Scope;
use lab::process::{Process, Stream, Times};
use lab::transcript::Transcript;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use submission::workspace;

/// For [`Workshop::patience`]: a step compiles in a second or two. A compiler that is
/// kept busy by a macro or a constant never ends.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// So many times its patience in wall time a compiler is given on a machine that is busy,
/// to get the processor time that it may take. After that it is the machine's doing.
const MOST_WAITING: u32 = 60;

/// The signal for who has used up its processor time (setrlimit(2), signal(7)).
const OUT_OF_TIME: i32 = 24;

/// bwrap(1) says so by this status.
const OUT_OF_TIME_STATUS: i32 = 128 + OUT_OF_TIME;

/// The most that is kept of what rustc says, in bytes.
const MOST_SAID: usize = 64 * 1024;

/// rustc's limits: far above what an exercise needs (some hundred MiB).
const MEMORY: u64 = 3 << 30;
const FILE: u64 = 512 << 20;
/// Far more than a program and what rustc writes on its way to it, in bytes.
#[cfg(unix)]
const SPACE: u64 = 64 << 20;
/// Threads of rustc and its linker, of all compilations that run now.
const PROCESSES: u64 = 4096;

/// What came of compiling a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compiled {
    /// The program.
    Program(PathBuf),
    /// What rustc said.
    Failed(String),
}

/// What a step is compiled with.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    /// Dependencies and toolchain.
    pub kit: &'a Kit,
    /// How submissions are confined.
    pub sandbox: Sandbox,
    /// The `/etc` of cells.
    pub etc: &'a Path,
    /// How much processor time one step may take to compile.
    pub patience: Duration,
}

impl Workshop<'_> {
    /// Whether a reference solution compiles: if it does not, no submission's
    /// failure to compile means anything.
    ///
    /// # Errors
    /// What rustc said, or that it cannot be run.
    pub fn try_out(self, folder: &Path) -> Result<(), Error> {
        let step = Step::Client;
        let file = workspace::root().join("solutions").join(step.name()).join("src/main.rs");
        let main = fs::read(&file).map_err(Error::read(&file))?;
        let sources = Sources::from([("src/main.rs".to_owned(), main)]);
        let compiled = compile(self, step, &sources, folder)?;
        let _ = fs::remove_dir_all(folder);
        match compiled {
            Compiled::Program(_) => Ok(()),
            Compiled::Failed(said) => Err(Error::Workshop(said)),
        }
    }
}

/// Where the programs of a submission are that was compiled in `folder`.
pub fn programs(folder: &Path) -> PathBuf {
    folder.join("programs")
}

/// Compiles a step in `folder`, which is the submission's own.
///
/// # Errors
/// If the compiler cannot be run, or the machine keeps it from running. What does not
/// compile is no error.
pub fn compile(
    workshop: Workshop<'_>,
    step: Step,
    sources: &Sources,
    folder: &Path,
) -> Result<Compiled, Error> {
    let source = folder.join("source").join(step.name());
    write_step(sources, &source)?;
    let out = programs(folder).join(step.name());
    fs::create_dir_all(&out).map_err(Error::write(&out))?;
    let command = command(workshop, step, &source, &out)?;
    let mut rustc = Process::start(&command, &Transcript::start(), &Scope::default())?;
    let end = wait(&mut rustc, workshop.patience)?;
    rustc.end();
    let program = out.join(step.name());
    let seconds = workshop.patience.as_secs();
    let why = match end {
        End::Exit(Exit::Status(0)) if program.is_file() => return Ok(Compiled::Program(program)),
        End::Exit(Exit::Signal(OUT_OF_TIME) | Exit::Status(OUT_OF_TIME_STATUS)) => {
            format!("did not finish within {seconds} seconds of processor time")
        }
        End::Exit(Exit::Status(_)) => String::new(),
        End::Exit(Exit::Signal(_)) => "was ended: it used too much memory".to_owned(),
        End::Flood => "was ended: it printed without end".to_owned(),
        End::Standstill => "was ended: it waited for something that does not come".to_owned(),
    };
    if is_full(&out) {
        return Err(Error::write(out)(ErrorKind::StorageFull.into()));
    }
    let mut said = rustc.printed(Stream::Stderr);
    said.truncate(MOST_SAID);
    let mut said = String::from_utf8_lossy(&said).into_owned();
    if !why.is_empty() {
        said.push_str(&format!("\nthe compiler {why}\n"));
    }
    Ok(Compiled::Failed(said))
}

/// How a compilation came to its end.
enum End {
    Exit(Exit),
    /// It printed more than is kept.
    Flood,
    /// It neither computes nor waits for a processor or a disk: the source made it read
    /// from something that is never written to.
    Standstill,
}

/// Waits for the compiler. Its processor time is limited; what a busy machine adds to that is
/// not the submission's.
fn wait(rustc: &mut Process, patience: Duration) -> Result<End, Error> {
    let start = Instant::now();
    let mut before = Times::default();
    while start.elapsed() < patience * MOST_WAITING {
        if let Some(exit) = rustc.wait_end(patience) {
            return Ok(End::Exit(exit));
        }
        if rustc.flooded() {
            return Ok(End::Flood);
        }
        let times = rustc.times();
        if !times.is_kept && times.ran == before.ran {
            return Ok(End::Standstill);
        }
        before = times;
    }
    Err(Error::Starved("compiler"))
}

/// Whether there is so little space left where a program is written that rustc may have
/// failed for that.
fn is_full(folder: &Path) -> bool {
    #[cfg(unix)]
    return rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail * disk.f_frsize < SPACE);
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

fn command(
    workshop: Workshop<'_>,
    step: Step,
    source: &Path,
    out: &Path,
) -> Result<Vec<OsString>, Error> {
    let mut cell = Cell::new(workshop.sandbox, workshop.etc);
    let toolchain = cell.read_only(&workshop.kit.toolchain, "/toolchain");
    let libraries = cell.read_only(&workshop.kit.libraries, "/libraries");
    let source = cell.read_only(source, "/source");
    let out = cell.writable(out, "/program")?;
    for (name, value) in variables(step) {
        cell.variable(name, value);
    }
    cell.limit(format!("--data={MEMORY}"));
    // A second later it would be killed, and could not be told from others who were.
    let seconds = workshop.patience.as_secs();
    cell.limit(format!("--cpu={seconds}:{}", seconds + 1));
    cell.limit(format!("--fsize={FILE}"));
    cell.limit(format!("--nproc={PROCESSES}"));
    cell.limit("--core=0".to_owned());
    let joined = |words: [&std::ffi::OsStr; 2]| words.into_iter().collect::<OsString>();
    let mut rustc: Vec<OsString> = vec![
        toolchain.join("bin/rustc").into(),
        source.join("src/main.rs").into(),
        "--crate-name".into(),
        step.name().replace('-', "_").into(),
        "-o".into(),
        out.join(step.name()).into(),
        "-L".into(),
        joined(["dependency=".as_ref(), libraries.as_os_str()]),
        // What a student reads is the path that they know.
        "--remap-path-prefix".into(),
        joined([source.as_os_str(), format!("=exercises/{step}").as_ref()]),
    ];
    rustc.extend(
        [
            "--crate-type=bin",
            "--edition=2024",
            "--emit=link",
            "--color=never",
            // What cargo saves for the next build, a debugger or an optimiser, nobody
            // here will use: a tenth of rustc's time.
            "-Ccodegen-units=1",
            "-Cembed-bitcode=no",
            "-Cstrip=debuginfo",
            // Started a hundred and fifty times, at whatever address: less to link, and
            // less to relocate at each start.
            "-Crelocation-model=static",
            // As the workspace's manifest has it (--cap-lints would undo it).
            "--forbid=unsafe_code",
        ]
        .map(OsString::from),
    );
    for (name, file) in &workshop.kit.direct {
        let library = libraries.join(file);
        rustc.push("--extern".into());
        rustc.push(joined([format!("{name}=").as_ref(), library.as_os_str()]));
    }
    Ok(cell.command(&rustc))
}

/// What cargo tells a package about itself, for `env!` and clap's `version`.
fn variables(step: Step) -> Vec<(&'static str, String)> {
    let version = env!("CARGO_PKG_VERSION");
    let mut parts = version.split('.').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    vec![
        ("CARGO_PKG_NAME", step.name().to_owned()),
        ("CARGO_BIN_NAME", step.name().to_owned()),
        ("CARGO_CRATE_NAME", step.name().replace('-', "_")),
        ("CARGO_PKG_VERSION", version.to_owned()),
        ("CARGO_PKG_VERSION_MAJOR", part()),
        ("CARGO_PKG_VERSION_MINOR", part()),
        ("CARGO_PKG_VERSION_PATCH", part()),
        ("CARGO_PKG_VERSION_PRE", String::new()),
        ("CARGO_PKG_AUTHORS", String::new()),
        ("CARGO_PKG_DESCRIPTION", String::new()),
        ("CARGO_PKG_HOMEPAGE", String::new()),
        ("CARGO_PKG_REPOSITORY", String::new()),
        ("CARGO_PKG_LICENSE", env!("CARGO_PKG_LICENSE").to_owned()),
    ]
}
