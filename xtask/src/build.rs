//! Cargo builds the programs; we read its JSON messages.

use anyhow::Context;
use cargo_metadata::{Message, diagnostic::DiagnosticLevel};
use lab::process::Tool;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, thread};

/// What came of building some packages.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// Package -> its executable.
    pub executables: BTreeMap<String, PathBuf>,
    /// Package -> what rustc said, if it failed. Coloured as rustc does it.
    pub errors: BTreeMap<String, String>,
    /// What cargo itself said, if it failed without building anything.
    pub cargo: Option<String>,
}

/// Builds the packages' binaries in the workspace at `root`.
pub fn build(root: &Path, packages: &[String], target: &Path) -> anyhow::Result<Built> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    #[expect(clippy::disallowed_methods, reason = "this is the one place that starts cargo")]
    let mut command = Command::new(&cargo);
    command
        .current_dir(root)
        .args([
            "build",
            "--keep-going",
            "--message-format=json-diagnostic-rendered-ansi",
            "--target-dir",
        ])
        .arg(target)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for package in packages {
        command.args(["--package", package]);
    }
    let (_tool, mut child) = Tool::start(&mut command).with_context(|| {
        format!("cannot run {}: is Rust's toolchain installed?", cargo.to_string_lossy())
    })?;
    let progress = child.stderr.take().context("cargo's stderr is piped")?;
    let progress = thread::spawn(move || forward_progress(progress));
    let mut built = Built::default();
    for message in Message::parse_stream(BufReader::new(
        child.stdout.take().context("cargo's stdout is piped")?,
    )) {
        take_in(&mut built, message.context("cannot read cargo's messages")?);
    }
    let status = child.wait().context("cannot wait for cargo")?;
    let said = progress.join().unwrap_or_default();
    if !status.success() && built.errors.is_empty() {
        built.cargo = Some(said);
    }
    Ok(built)
}

fn take_in(built: &mut Built, message: Message) {
    match message {
        Message::CompilerMessage(message)
            if message.message.level == DiagnosticLevel::Error
                || message.message.level == DiagnosticLevel::Ice =>
        {
            let package = package_of(&message.target.name, &message.package_id.repr);
            built
                .errors
                .entry(package)
                .or_default()
                .push_str(message.message.rendered.as_deref().unwrap_or_default());
        }
        Message::CompilerArtifact(artifact) => {
            if let Some(executable) = artifact.executable {
                let package = package_of(&artifact.target.name, &artifact.package_id.repr);
                built.executables.insert(package, executable.into());
            }
        }
        _ => {}
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

/// Passes on the lines that say what takes so long, and keeps the rest.
fn forward_progress(stderr: impl Read) -> String {
    let mut said = String::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        let word = line.split_whitespace().next().unwrap_or_default();
        if matches!(
            word,
            "Compiling" | "Downloading" | "Downloaded" | "Blocking" | "Updating" | "Locking"
        ) {
            anstream::eprintln!("{line}");
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
        assert_eq!(package_of("x", "path+file:///home/me/exercises/client#0.1.0"), "client");
        assert_eq!(
            package_of("x", "path+file:///home/me/solutions/client#solution-client@0.1.0"),
            "solution-client"
        );
    }
}
