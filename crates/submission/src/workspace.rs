//! Where things are: the repository, and the folder for what a run writes.

use crate::error::Error;
use course::step::Step;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The repository that cargo runs this tool in; without cargo, the one that it was
/// built in.
#[must_use]
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // The folder of the package that cargo runs: https://doc.rust-lang.org/cargo/reference/environment-variables.html
        let run = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let built = Path::new(env!("CARGO_MANIFEST_DIR"));
        run.as_deref().and_then(above).or_else(|| above(built)).unwrap_or(built).to_owned()
    })
}

/// The repository above a package: where a lock file is, and exercises or solutions, of which
/// the ones or the others may be gone. The teaching assistants' workspace, which lies in it,
/// has a lock file, too.
fn above(package: &Path) -> Option<&Path> {
    let has = |folder: &Path, name: &str| folder.join(name).is_dir();
    let is_root = |folder: &&Path| {
        folder.join("Cargo.lock").is_file()
            && (has(folder, "exercises") || has(folder, "solutions"))
    };
    package.ancestors().find(is_root)
}

/// Cargo's target folder. One with a relative name is in the repository, wherever in it a
/// command is typed: all commands are to find the same programs and the same progress.
#[must_use]
pub fn target() -> PathBuf {
    // Cargo looks at both, in this order.
    let named =
        ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"].into_iter().find_map(std::env::var_os);
    named.map_or_else(|| root().join("target"), |target| root().join(target))
}

/// The folder of a step's reference solution.
///
/// # Errors
/// If there is none: programs are tested with it.
pub fn solution(step: Step) -> Result<PathBuf, Error> {
    let folder = root().join("solutions").join(step.name());
    match folder.join("Cargo.toml").is_file() {
        true => Ok(folder),
        false => Err(Error::NoSolution { folder }),
    }
}

/// The folder for what a run of the tool writes, made if need be.
///
/// # Errors
/// If it cannot be made.
pub fn scratch() -> Result<PathBuf, Error> {
    let scratch = target().join("handshake");
    fs::create_dir_all(&scratch).map_err(Error::write(&scratch))?;
    Ok(scratch)
}

/// The file of the student's progress.
///
/// # Errors
/// If its folder cannot be made.
pub fn progress() -> Result<PathBuf, Error> {
    Ok(scratch()?.join("progress.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_above_the_packages_of_a_workspace_in_it() {
        for left in ["exercises", "solutions"] {
            let repository = tempfile::tempdir().unwrap();
            let package = repository.path().join("teaching/teach");
            for folder in [&package, &repository.path().join(left)] {
                fs::create_dir_all(folder).unwrap();
            }
            for lock in ["Cargo.lock", "teaching/Cargo.lock"] {
                fs::write(repository.path().join(lock), "").unwrap();
            }
            assert_eq!(above(&package), Some(repository.path()), "{left}");
        }
    }
}
