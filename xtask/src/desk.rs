//! A desk: a workspace of our own for exercises that lie elsewhere. Their
//! manifests inherit from a workspace that is not above them, so their sources
//! are copied into one that is: with our dependencies and our lock file, below
//! `target/`.

use crate::exercises::{Exercises, sources};
use crate::workspace;
use anyhow::Context;
use course::step::Step;
use report::assemble::hexadecimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lays the steps out in a workspace; gives its folder.
pub fn lay_out(exercises: &Exercises, steps: &[Step]) -> anyhow::Result<PathBuf> {
    let name = hexadecimal(&Sha256::digest(exercises.folder.as_os_str().as_encoded_bytes()));
    let desk = workspace::scratch()?.join("desks").join(&name[..16]);
    for &step in steps {
        copy_step(&exercises.of(step), &desk.join("exercises").join(step.name()))
            .with_context(|| format!("cannot copy {}", exercises.of(step).display()))?;
    }
    let members: Vec<String> = steps.iter().map(|step| format!("\"exercises/{step}\"")).collect();
    let ours = fs::read_to_string(workspace::root().join("Cargo.toml"))
        .context("cannot read our Cargo.toml")?;
    // What the exercises inherit; their members are listed here.
    let shared = ours.find("[workspace.package]").map_or("", |start| &ours[start..]);
    write_if_changed(
        &desk.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{shared}", members.join(", "))
            .as_bytes(),
    )?;
    write_if_changed(
        &desk.join("Cargo.lock"),
        &fs::read(workspace::root().join("Cargo.lock")).context("cannot read our Cargo.lock")?,
    )?;
    Ok(desk)
}

fn copy_step(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut wanted = BTreeSet::new();
    for (name, file) in sources(from)? {
        write_if_changed(&to.join(&name), &fs::read(file)?)?;
        wanted.insert(name);
    }
    for (name, file) in sources(to)? {
        if !wanted.contains(&name) {
            fs::remove_file(file)?;
        }
    }
    let manifest = match fs::read(from.join("Cargo.toml")) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let step = to.file_name().context("a step has a name")?;
            fs::read(workspace::root().join("exercises").join(step).join("Cargo.toml"))?
        }
        manifest => manifest?,
    };
    write_if_changed(&to.join("Cargo.toml"), &manifest)
}

/// Leaves the file's time alone if nothing changed, so that cargo builds nothing.
fn write_if_changed(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    if fs::read(file).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}
