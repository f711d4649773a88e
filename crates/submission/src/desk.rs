//! A desk: a workspace of our own for exercises that lie elsewhere. Their
//! manifests inherit from a workspace that is not above them, so they are
//! copied into one that is: with our dependencies and our lock file, below
//! `target/`.

use crate::error::Error;
use crate::exercises::{Exercises, sources};
use crate::{regular, workspace};
use course::step::Step;
use hmac_sha256::Hash as Sha256;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Lays the steps out in a workspace; gives its folder.
pub fn lay_out(exercises: &Exercises, steps: &[Step]) -> Result<PathBuf, Error> {
    let digest = Sha256::hash(exercises.folder.as_os_str().as_encoded_bytes());
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let desk = workspace::scratch()?.join("desks").join(name);
    for &step in steps {
        copy_step(step, &exercises.of(step), &desk.join("exercises").join(step.name()))?;
    }
    let members: Vec<String> = steps.iter().map(|step| format!("\"exercises/{step}\"")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{}",
        members.join(", "),
        inherited(&read(&workspace::root().join("Cargo.toml"))?),
    );
    write_if_changed(&desk.join("Cargo.toml"), manifest.as_bytes())?;
    let lock = read(&workspace::root().join("Cargo.lock"))?;
    // Cargo takes out of it what the desk does not need: so it is compared with
    // the copy that we gave, not with what cargo made of it.
    let given = desk.join("Cargo.lock.given");
    if fs::read_to_string(&given).ok().as_deref() != Some(&lock) {
        write_if_changed(&desk.join("Cargo.lock"), lock.as_bytes())?;
        write_if_changed(&given, lock.as_bytes())?;
    }
    Ok(desk)
}

/// What the exercises inherit from our manifest: all but its list of members.
fn inherited(manifest: &str) -> &str {
    manifest.find("[workspace.package]").map_or("", |start| &manifest[start..])
}

fn copy_step(step: Step, from: &Path, to: &Path) -> Result<(), Error> {
    let mut wanted = BTreeSet::new();
    for (name, file) in sources(from)?.files {
        write_if_changed(&to.join(&name), &fs::read(&file).map_err(Error::read(&file))?)?;
        wanted.insert(name);
    }
    for (name, file) in sources(to)?.files {
        if !wanted.contains(&name) {
            fs::remove_file(&file).map_err(Error::write(&file))?;
        }
    }
    let theirs = from.join("Cargo.toml");
    regular::expect(&theirs)?;
    let manifest = match fs::read_to_string(&theirs) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            read(&workspace::root().join("exercises").join(step.name()).join("Cargo.toml"))?
        }
        manifest => manifest.map_err(Error::read(&theirs))?,
    };
    write_if_changed(&to.join("Cargo.toml"), manifest.as_bytes())
}

fn read(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(Error::read(file))
}

/// Leaves the file's time alone if nothing changed, so that cargo builds nothing.
fn write_if_changed(file: &Path, content: &[u8]) -> Result<(), Error> {
    if fs::read(file).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Error::write(folder))?;
    }
    fs::write(file, content).map_err(Error::write(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exercises_need_is_inherited() {
        let manifest = fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        let inherited = inherited(&manifest);
        for needed in
            ["[workspace.package]", "clap = ", "socket2 = ", "gethostname = ", "[workspace.lints"]
        {
            assert!(inherited.contains(needed), "{needed} stands before [workspace.package]");
        }
        assert!(!inherited.contains("members ="));
    }
}
