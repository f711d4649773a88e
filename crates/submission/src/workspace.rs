//! Where things are: the repository, and the folder for what a run writes.

use crate::error::Error;
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

/// The repository above a package: where a lock file and the solutions are. The teaching
/// assistants' workspace, which lies in it, has a lock file, too.
fn above(package: &Path) -> Option<&Path> {
    let is_root =
        |folder: &&Path| folder.join("Cargo.lock").is_file() && folder.join("solutions").is_dir();
    package.ancestors().find(is_root)
}

/// Cargo's target folder.
#[must_use]
pub fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    named.map_or_else(|| root().join("target"), |target| root().join(target))
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
        let repository = tempfile::tempdir().unwrap();
        let package = repository.path().join("teaching/teach");
        for folder in [&package, &repository.path().join("solutions")] {
            fs::create_dir_all(folder).unwrap();
        }
        for lock in ["Cargo.lock", "teaching/Cargo.lock"] {
            fs::write(repository.path().join(lock), "").unwrap();
        }
        assert_eq!(above(&package), Some(repository.path()));
    }
}
