//! Cargo builds the programs; we read its JSON messages.

use crate::disk;
use crate::error::Error;
use crate::message::{self, Level, Message, Reason};
use crate::stamp::{self, Product};
use crate::workspace;
use lab::fault::Fault;
use lab::process::Tool;
use lab::process::scope::Scope;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use std::{env, thread};

/// Says how many heaps the C library of Linux may have (mallopt(3)). Each thread may get one,
/// and what is freed there is kept: who has had many threads has many times the memory.
/// Compilers are to have them all.
pub const HEAPS: &str = "MALLOC_ARENA_MAX";

/// What came of building some packages.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// Package -> its executable.
    pub executables: BTreeMap<String, PathBuf>,
    /// Package -> what rustc said, if it failed. Coloured as rustc does it.
    pub errors: BTreeMap<String, String>,
    /// The libraries and macros that they are made of, dependencies included; only
    /// where cargo was asked.
    pub libraries: Vec<Library>,
}

/// A library as rustc left it.
#[derive(Debug, Clone)]
pub struct Library {
    /// Its name, as `use` has it.
    pub name: String,
    /// Its files (`.rlib`, `.rmeta`; of macros the shared library).
    pub files: Vec<PathBuf>,
}

/// Builds the packages' binaries in the workspace at `root`, as far as anything has
/// changed; the end of the scope ends cargo. `progress` is given the lines that say
/// what takes so long.
///
/// # Errors
/// If cargo cannot be started, or fails before it compiles anything. What does
/// not compile is no error here.
pub fn build(
    root: &Path,
    packages: &[String],
    target: &Path,
    scope: &Scope,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Built, Error> {
    let mut built = Built::default();
    let mut stale = Vec::new();
    let shared = stamp::Shared::of(root).ok();
    for package in packages {
        match shared.as_ref().and_then(|shared| stamp::fresh(shared, target, package)) {
            Some(executable) => {
                built.executables.insert(package.clone(), executable);
            }
            None => stale.push(package.as_str()),
        }
    }
    if !stale.is_empty() {
        let mut news = build_all(root, &stale, target, scope, progress)?;
        built.executables.append(&mut news.executables);
        built.errors = news.errors;
    }
    Ok(built)
}

/// Has cargo build the packages, whatever is there already; so it tells all that
/// they are made of.
///
/// # Errors
/// As for [`build`].
pub fn build_all(
    root: &Path,
    packages: &[&str],
    target: &Path,
    scope: &Scope,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Built, Error> {
    let mut built = Built::default();
    let start = SystemTime::now();
    let cargo = stamp::cargo();
    #[expect(clippy::disallowed_methods, reason = "this is the one place that starts cargo")]
    let mut command = Command::new(&cargo);
    command
        .current_dir(root)
        .env_remove(HEAPS)
        .args(["build", "--keep-going", "--message-format=json-diagnostic-rendered-ansi"])
        .arg("--target-dir")
        .arg(target)
        .args(packages.iter().flat_map(|&package| ["--package", package]))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut tool = Tool::start(&mut command, scope).map_err(|fault| match fault {
        Fault::Start { program, source } => Error::CargoMissing { cargo: program, reason: source },
        _ => Error::Interrupted,
    })?;
    let failed = |said: String| Error::CargoFailed { packages: packages.join(", "), said };
    let (stdout, stderr) = tool.pipes().expect("cargo's streams are piped");
    let mut products = Vec::new();
    let (messages, said) = thread::scope(|threads| {
        let said = threads.spawn(|| forward_progress(stderr, progress));
        let messages = message::read(BufReader::new(stdout), |message| {
            products.extend(take_in(&mut built, message));
        });
        (messages, said.join().unwrap_or_default())
    });
    let status = tool.wait().map_err(|error| failed(error.to_string()))?;
    if scope.is_ended() {
        return Err(Error::Interrupted);
    }
    messages.map_err(|error| failed(error.to_string()))?;
    // What does not compile is in the packages that were asked for; anything else
    // (a full disk, a dependency) is no student's fault.
    let is_theirs = packages.iter().any(|&package| built.errors.contains_key(package));
    if !status.success() {
        // Rustc tells of a full disk in the words of the system alone.
        let room = disk::little_room(target).unwrap_or_default();
        if !is_theirs {
            let others: String = built.errors.into_values().collect();
            return Err(failed(format!("{others}{said}{room}")));
        }
        built.errors.values_mut().for_each(|error| error.push_str(&room));
    }
    stamp::note(root, target, start, &products);
    built
        .executables
        .extend(products.into_iter().map(|product| (product.package, product.executable)));
    Ok(built)
}

/// Why a package has no executable.
pub fn failure(built: &Built, package: &str) -> String {
    built.errors.get(package).cloned().unwrap_or_else(|| {
        format!("cargo built no program called {package}; is that its name in Cargo.toml?\n")
    })
}

/// What the repository's rustc prints.
///
/// # Errors
/// If it cannot be started, or fails.
pub fn rustc(arguments: &[&str]) -> Result<String, Error> {
    said_by(&env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")), arguments)
}

/// What cargo prints when it is asked for something else than a build.
///
/// # Errors
/// If it cannot be started, or fails.
pub fn ask(arguments: &[&str]) -> Result<String, Error> {
    said_by(&stamp::cargo(), arguments)
}

fn said_by(program: &OsStr, arguments: &[&str]) -> Result<String, Error> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that starts the toolchain"
    )]
    let output =
        Command::new(program).args(arguments).current_dir(workspace::root()).output().map_err(
            |reason| Error::CargoMissing { cargo: program.to_string_lossy().into(), reason },
        )?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Error::CargoFailed { packages: arguments.join(" "), said });
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Takes an error in, or gives what was built.
fn take_in(built: &mut Built, message: Message) -> Option<Product> {
    let package = package_of(&message.target.name, &message.package_id);
    match message.reason {
        Reason::CompilerMessage => {
            let said = message.message?;
            if matches!(said.level, Level::Error | Level::CompilerError) {
                let rendered = said.rendered.unwrap_or(said.message);
                built.errors.entry(package).or_default().push_str(&rendered);
            }
            None
        }
        Reason::CompilerArtifact => match message.executable {
            Some(executable) => Some(Product {
                package,
                folder: message.manifest_path.parent()?.into(),
                executable,
            }),
            None => {
                if !message.target.kind.iter().any(|kind| kind == "custom-build") {
                    let Message { target, filenames, .. } = message;
                    built.libraries.push(Library { name: target.name, files: filenames });
                }
                None
            }
        },
        Reason::Other => None,
    }
}

/// The package's name out of its id (`path+file:///…/client#0.1.0`, or with a
/// name before the version: `…#name@0.1.0`).
fn package_of(target: &str, id: &str) -> String {
    let Some((path, fragment)) = id.rsplit_once('#') else {
        return target.to_owned();
    };
    match fragment.split_once('@') {
        Some((name, _)) => name.to_owned(),
        None => path.rsplit('/').next().unwrap_or(target).to_owned(),
    }
}

/// Whether a line that says what takes so long is about fetching crates.
#[must_use]
pub fn is_fetching(line: &str) -> bool {
    const FETCHING: [&str; 4] = ["Downloading", "Downloaded", "Updating", "Locking"];
    line.split_whitespace().next().is_some_and(|word| FETCHING.contains(&word))
}

/// Passes on the lines that say what takes so long, and keeps the rest.
fn forward_progress(stderr: impl Read, progress: &(dyn Fn(&str) + Sync)) -> String {
    const PROGRESS: [&str; 6] =
        ["Compiling", "Downloading", "Downloaded", "Blocking", "Updating", "Locking"];
    let mut said = String::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if line.split_whitespace().next().is_some_and(|word| PROGRESS.contains(&word)) {
            progress(&line);
        } else {
            said.push_str(&line);
            said.push('\n');
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_in_its_id() {
        let of = |id| package_of("x", id);
        assert_eq!(of("path+file:///home/me/exercises/client#0.1.0"), "client");
        assert_eq!(of("path+file:///home/me/client#solution-client@0.1.0"), "solution-client");
    }
}
